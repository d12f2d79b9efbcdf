"""Edits of a primer such as authors make, chosen by a seeded generator: `edit`."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from support.small_site import write

WORDS = ("beds", "help", "count", "place", "night", "service", "record", "survey", "child", "street")
STYLES = ("apa", "chicago-author-date", "ieee")
FOLDERS = {"G": "guidelines", "M": "myths", "F": "findings", "W": "workshop"}
TYPES = {"G": "guideline", "M": "myth", "F": "finding", "W": "activity"}
MADE = frozenset({".cache", "site", "dist"})
BIB, CONFIG = "references.bib", "mkdocs.yml"
EXTENSIONS = ("", "abbr, ", "smarty, ", "sane_lists, ")


@dataclass
class Author:
    """Somebody who edits a primer, and what they did to it so far."""

    root: Path
    chance: random.Random
    count: int = 0
    past: dict[Path, list[bytes]] = field(default_factory=dict)
    """The earlier states of each file, so that an edit can take one back."""
    _before: dict[Path, bytes] = field(default_factory=dict)

    def edit(self) -> str:
        """Change something; gives what, in words."""
        self.count += 1
        name, function = self.chance.choice([*EDITS.items()])
        self._before = self._sources()
        said = function(self)
        for path, data in self._before.items():
            if not path.exists() or path.read_bytes() != data:
                self.past.setdefault(path, []).append(data)
        return f"{self.count}. {name}: {said}"

    def take_back(self) -> None:
        """Undo the last edit."""
        for path in self._sources().keys() - self._before.keys():
            path.unlink()
        for path, data in self._before.items():
            path.write_bytes(data)

    def _sources(self) -> dict[Path, bytes]:
        files = (path for path in self.root.rglob("*") if path.is_file())
        return {path: path.read_bytes() for path in files if path.relative_to(self.root).parts[0] not in MADE}

    def files(self, pattern: str) -> list[Path]:
        """Files under the folder, in a fixed order."""
        return sorted(self.root.glob(pattern))

    @property
    def name(self) -> str:
        """A name that stands nowhere else, without a figure, which would need a source."""
        return "Name" + "".join("abcdefghij"[int(digit)] for digit in str(self.count))

    def sentence(self) -> str:
        """Words that stand nowhere else."""
        return f"{self.name} of the {self.chance.choice(WORDS)} is a {self.chance.choice(WORDS)}."

    def replace(self, path: Path, pattern: str, new: str) -> str:
        """Put words in the place of one of the matches of a pattern, if there is any; gives the file's name."""
        text = path.read_text("utf-8")
        if found := list(re.finditer(pattern, text, re.M)):
            match = self.chance.choice(found)
            write(path, text[: match.start()] + match.expand(new) + text[match.end() :])
        return path.relative_to(self.root).as_posix()


def _body(author: Author) -> str:
    path = author.chance.choice(author.files("docs/**/*.md"))
    write(path, path.read_text("utf-8").rstrip("\n") + f"\n\n{author.sentence()}\n")
    return path.name


def _link(author: Author) -> str:
    path, target = (author.chance.choice(author.files("docs/**/*.md")) for _ in range(2))
    words = author.chance.choice(
        [f"[{_id_of(target) or 'G6'}]", "[@reichert2013national, p. 3]", "@saintfrancis2019finding"]
    )
    write(path, path.read_text("utf-8").rstrip("\n") + f"\n\n{author.sentence()[:-1]} {words}.\n")
    return path.name


def _title(author: Author) -> str:
    path = author.chance.choice(author.files("docs/**/*.md"))
    return author.replace(path, r"^title: .*$", f"title: {author.name} of the {author.chance.choice(WORDS)}")


def _field(author: Author) -> str:
    path = author.chance.choice(author.files("docs/**/*.md"))
    word = author.chance.choice(("Again", "Still", "Also", "Now"))
    return author.replace(
        path, r"^(summary|statement|answer|does_not_show): (>-\n +)?", rf"\1: \2{word}, in {author.name}, "
    )


def _id_of(path: Path) -> str:
    found = re.search(r"^id: (\w+)$", path.read_text("utf-8"), re.M)
    return found[1] if found else ""


def _new_item(author: Author) -> str:
    path = author.chance.choice([one for one in author.files("docs/**/*.md") if _id_of(one)])
    old = _id_of(path)
    name = f"{old[0]}{100 + author.count}"
    text = re.sub(r"^id: .*$", f"id: {name}", path.read_text("utf-8"), flags=re.M)
    text = re.sub(r"^title: .*$", f"title: A copy with the name {author.name}", text, count=1, flags=re.M)
    text = re.sub(r"^claim: .*$", f"claim: Some say that {author.name} works everywhere.", text, flags=re.M)
    text = re.sub(
        r"^((?:summary|answer|level_reason|statement|does_not_show): (?:>-\n +)?)", r"\1Again. ", text, flags=re.M
    )
    write(author.root / "docs" / FOLDERS[old[0]] / f"{name.lower()}.md", text)
    checks = ", checks: [1, 2, 3, 4, 5]" if old[0] == "G" else ""
    _add(author.root / "docs/ledger.yml", f'{name}: {{type: {TYPES[old[0]]}, since: "1.0"{checks}}}\n')
    return f"{name} from {old}"


def _other_id(author: Author) -> str:
    copies = [path for path in author.files("docs/**/*.md") if len(_id_of(path)) > 3]
    if not copies:
        return "nothing"
    path = author.chance.choice(copies)
    old = _id_of(path)
    new = f"{old[0]}{500 + author.count}"
    for one in (path, author.root / "docs/ledger.yml"):
        write(one, one.read_text("utf-8").replace(old, new))
    return f"{old} is {new}"


def _delete(author: Author) -> str:
    copies = [path for path in author.files("docs/**/*.md") if len(_id_of(path)) > 3 or path.name.startswith("more-")]
    if not copies:
        return "nothing"
    path = author.chance.choice(copies)
    if name := _id_of(path):
        ledger = author.root / "docs/ledger.yml"
        write(ledger, re.sub(rf"^{name}: .*\n", "", ledger.read_text("utf-8"), flags=re.M))
    path.unlink()
    return path.name


def _new_page(author: Author) -> str:
    head = f"---\ntype: page\ntitle: Page of {author.name}\nsummary: {author.sentence()}\nreviewed: 2026-11-24\n---\n\n"
    write(author.root / f"docs/more-{author.count}.md", head + author.sentence() + "\n")
    return f"more-{author.count}.md"


def _rename(author: Author) -> str:
    path = author.chance.choice([one for one in author.files("docs/**/*.md") if _id_of(one)])
    path.rename(path.with_name(f"{_id_of(path).lower()}-{author.count}.md"))
    return path.name


def _reference(author: Author) -> str:
    return author.replace(author.root / BIB, r"^( *title *= *\{+)", rf"\1{author.name}, ")


def _year(author: Author) -> str:
    return author.replace(author.root / BIB, r"^( *note *= *\{+)", rf"\1Seen as {author.name}. ")


def _new_reference(author: Author) -> str:
    key = f"reichert2013n{author.count}"
    entry = re.search(r"^@\w+\{reichert2013national,.*?^\}\n", (author.root / BIB).read_text("utf-8"), re.M | re.S)
    assert entry
    _add(
        author.root / BIB,
        "\n" + re.sub(r"reichert2013national|doi *= .*\n", lambda m: key if m[0][0] == "r" else "", entry[0]),
    )
    _add(author.root / "docs/ledger.yml", f'{key}: {{type: reference, since: "1.0"}}\n')
    path = author.chance.choice(author.files("docs/**/*.md"))
    write(path, path.read_text("utf-8").rstrip("\n") + f"\n\n{author.sentence()[:-1]} [@{key}].\n")
    return f"{key}, cited in {path.name}"


def _extract(author: Author) -> str:
    return author.replace(author.root / "extracts.yml", r"^( +where: )(.*)$", rf"\1\2, {author.name}")


def _template(author: Author) -> str:
    block = f"{{% block footer %}}Made for {author.name}.{{% endblock %}}"
    write(author.root / "overrides/main.html", f'{{% extends "base.html" %}}\n{block}\n')
    return "main.html"


def _asset(author: Author) -> str:
    write(author.root / f"docs/assets/css/{author.chance.choice(WORDS)}.css", f"a {{ order: {author.count}; }}\n")
    return "a stylesheet"


def _site_name(author: Author) -> str:
    return author.replace(author.root / CONFIG, r"^site_name: .*$", f"site_name: A primer of {author.name}")


def _address(author: Author) -> str:
    return author.replace(author.root / CONFIG, r"^site_url: .*$", f"site_url: https://small{author.count}.example/")


def _exit(author: Author) -> str:
    return author.replace(author.root / CONFIG, r"weather\.example/\w*", f"weather.example/{author.count}")


def _style(author: Author) -> str:
    return author.replace(author.root / CONFIG, r"csl: [\w-]+", f"csl: {author.chance.choice(STYLES)}")


def _extension(author: Author) -> str:
    path = author.root / CONFIG
    return author.replace(
        path, r"attr_list, (\w+, )??def_list", f"attr_list, {author.chance.choice(EXTENSIONS)}def_list"
    )


def _undo(author: Author) -> str:
    paths = sorted(author.past)
    if not paths:
        return "nothing"
    path = author.chance.choice(paths)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(author.chance.choice(author.past[path]))
    return path.relative_to(author.root).as_posix()


def _touch(author: Author) -> str:
    path = author.chance.choice(author.files("docs/**/*.md"))
    path.write_bytes(path.read_bytes())
    return path.name


def _add(path: Path, text: str) -> None:
    write(path, path.read_text("utf-8") + text)


EDITS: Mapping[str, Callable[[Author], str]] = {
    "body": _body,
    "link": _link,
    "title": _title,
    "field": _field,
    "new item": _new_item,
    "other id": _other_id,
    "deletion": _delete,
    "new page": _new_page,
    "file name": _rename,
    "reference": _reference,
    "note of a reference": _year,
    "new reference": _new_reference,
    "extract": _extract,
    "template": _template,
    "asset": _asset,
    "name of the site": _site_name,
    "address of the site": _address,
    "address to leave for": _exit,
    "style of citations": _style,
    "extension of Markdown": _extension,
    "back to an earlier state": _undo,
    "saved without a change": _touch,
}
