"""Checklists from chosen guidelines, for a pull request, an issue form, Jira or a spreadsheet.

A checklist is a head, a piece a guideline and a tail, so that a page without a server can put one together from the
same pieces and get the same text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.escape import one_line, pasted
from primer.content.item_models import Guideline
from primer.content.model import Primer
from primer.content.page import Page
from primer.export.plain import plain
from primer.export.snippets import checklist_markdown, item_url, jira_html, jira_text, level_words, qualified
from primer.export.spreadsheet import csv_text
from primer.project.words import Word

CSV_COLUMNS = ("qualified_id", "id", "url", "status", "guideline", "title", "check", "answer", "note")
"""The columns of the spreadsheet; `answer` and `note` are for the team to fill in."""


class NothingChosen(UserError):
    """No guideline fits what was asked for; the message is one line with the fix."""


@dataclass(frozen=True)
class Choice:
    """Which guidelines are wanted: those named, and those that carry one word of each list that is not empty."""

    ids: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    lifecycle: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def filters(self) -> bool:
        """Whether any list of words is given."""
        return bool(self.topics or self.lifecycle or self.roles)

    def fits(self, page: Page[Guideline]) -> bool:
        """Whether a guideline is wanted; all are when nothing is said."""
        if page.fields.id in self.ids or not (self.filters or self.ids):
            return True
        pairs = (
            (self.topics, page.fields.topics),
            (self.lifecycle, page.fields.lifecycle),
            (self.roles, page.fields.roles),
        )
        return self.filters and all(not wanted or set(wanted) & set(own) for wanted, own in pairs)


def read_choice(
    ids: str = "", topics: Iterable[str] = (), lifecycle: Iterable[str] = (), roles: Iterable[str] = ()
) -> Choice:
    """A choice from the words that front matter uses; ids stand between commas, in any case."""
    return Choice(
        tuple(name.strip().upper() for name in ids.split(",") if name.strip()),
        tuple(topics),
        tuple(lifecycle),
        tuple(roles),
    )


def choose(primer: Primer, choice: Choice) -> tuple[str, ...]:
    """The guidelines that are wanted, in the order of their numbers.

    Raises NothingChosen when an id is none of a current guideline, or nothing fits.
    """
    for name in choice.ids:
        if name not in primer.guidelines:
            raise NothingChosen(f"'{name}' is no current guideline. Take it out, or fix the number.")
    refuse_unknown(primer, topics=choice.topics, stages=choice.lifecycle, roles=choice.roles)
    names = tuple(name for name, page in primer.guidelines.items() if choice.fits(page))
    if not names:
        raise NothingChosen("No guideline fits all of these choices. Remove one.")
    return names


def refuse_unknown(primer: Primer, **chosen: Iterable[str]) -> None:
    """Raise NothingChosen for a topic, stage or role that the primer has no word for."""
    words = primer.settings.taxonomy
    for name, given in chosen.items():
        if unknown := words.unknown(name, given):
            known = ", ".join(getattr(words, name))
            raise NothingChosen(f"'{unknown[0]}' is none of the {name} of this primer. Write one of: {known}.")


def choice_lists(primer: Primer) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """What guidelines can be chosen by: a name, what readers call it, and value and label of each word in use."""
    words = primer.settings.taxonomy
    lists: tuple[tuple[str, str, str, tuple[Word, ...]], ...] = (
        ("lifecycle", primer.strings("checklist.stage"), "lifecycle", words.stages),
        ("role", primer.strings("checklist.role"), "roles", words.roles),
        ("topic", primer.strings("filter.topic"), "topics", primer.topics),
    )
    used = {
        field: {word for page in primer.guidelines.values() for word in getattr(page.fields, field)}
        for *_, field, _ in lists
    }
    return tuple(
        (name, title, tuple((word.value, word.label) for word in words if word in used[field]))
        for name, title, field, words in lists
    )


@dataclass(frozen=True)
class ChecklistForm:
    """A form that a checklist can take."""

    label: str
    """What readers call it."""
    file_name: str
    """The name under which a page saves it."""
    head: Callable[[Primer], str]
    piece: Callable[[Primer, str], str]
    tail: Callable[[Primer], str]


def render_checklist(primer: Primer, names: Iterable[str], form: str) -> str:
    """The checklist of some guidelines in a form of `CHECKLIST_FORMS`."""
    made = CHECKLIST_FORMS[form]
    return made.head(primer) + "".join(made.piece(primer, name) for name in names) + made.tail(primer)


def _title(primer: Primer) -> str:
    return primer.strings("checklist.title", site=primer.settings.site_name, edition=primer.settings.edition)


def _nothing(primer: Primer) -> str:
    return ""


def _github_head(primer: Primer) -> str:
    return f"## {pasted(_title(primer))}\n\n{primer.strings('checklist.how')}\n\n"


def _github_piece(primer: Primer, name: str) -> str:
    return checklist_markdown(primer, name) + "\n"


def _jira_head(primer: Primer) -> str:
    return f"{_title(primer)}\n\n"


def _jira_piece(primer: Primer, name: str) -> str:
    return jira_text(primer, name) + "\n"


def _rich_head(primer: Primer) -> str:
    return f"<p><strong>{_title(primer)}</strong></p>"


def _csv_head(primer: Primer) -> str:
    return csv_text([CSV_COLUMNS])


def _csv_piece(primer: Primer, name: str) -> str:
    fields = primer.guidelines[name].fields
    checks = [(f"{name}.{check.n}", plain(primer, check.text)) for check in fields.checks]
    return csv_text(
        (qualified(primer, check), check, item_url(primer, check), "current", name, fields.title, text, "", "")
        for check, text in checks
    )


def _form_head(primer: Primer) -> str:
    t, settings = primer.strings, primer.settings
    named = {"site": settings.site_name, "edition": settings.edition}
    lines = [
        f"name: {_yaml(t('checklist.form-name', **named))}",
        f"description: {_yaml(t('checklist.form-what', **named))}",
        f"title: {_yaml(t('checklist.form-title', short=settings.identity.short))}",
        "body:",
        "  - type: markdown",
        "    attributes:",
        f"      value: {_yaml(t('checklist.form-how', **named))}",
        "  - type: input",
        "    id: subject",
        "    attributes:",
        f"      label: {_yaml(t('checklist.subject'))}",
        f"      description: {_yaml(t('checklist.subject-how'))}",
        "    validations:",
        "      required: true",
    ]
    return "\n".join(lines) + "\n"


def _form_piece(primer: Primer, name: str) -> str:
    fields, read = primer.guidelines[name].fields, primer.strings("checklist.read", id=name)
    lines = [
        "  - type: checkboxes",
        f"    id: {name.lower()}",
        "    attributes:",
        f"      label: {_yaml(f'{name} {fields.title}')}",
        f"      description: {_yaml(f'[{read}]({item_url(primer, name)}). {level_words(primer, name)}')}",
        "      options:",
    ]
    for check in fields.checks:
        link = f"[{name}.{check.n}]({item_url(primer, f'{name}.{check.n}')})"
        lines.append(f"        - label: {_yaml(f'{link} {pasted(plain(primer, check.text))}')}")
    return "\n".join(lines) + "\n"


def _form_tail(primer: Primer) -> str:
    lines = [
        "  - type: textarea",
        "    id: open",
        "    attributes:",
        f"      label: {_yaml(primer.strings('checklist.open'))}",
        f"      description: {_yaml(primer.strings('checklist.open-how', id=f'{primer.letters.guideline}12.3'))}",
    ]
    return "\n".join(lines) + "\n"


def _yaml(text: str) -> str:
    """A text on one line in YAML's double quotes, which read JSON's escapes."""
    return json.dumps(one_line(text), ensure_ascii=False)


CHECKLIST_FORMS: Mapping[str, ChecklistForm] = {
    "github": ChecklistForm("Pull-request checklist", "byb-checklist.md", _github_head, _github_piece, _nothing),
    "issue-form": ChecklistForm("GitHub issue form", "byb-review.yml", _form_head, _form_piece, _form_tail),
    "jira": ChecklistForm("Jira", "byb-checklist.txt", _jira_head, _jira_piece, _nothing),
    "csv": ChecklistForm("Spreadsheet (CSV)", "byb-checklist.csv", _csv_head, _csv_piece, _nothing),
}
"""Every form by the name that the command line knows."""
JIRA_RICH = ChecklistForm("Jira, rich text", "", _rich_head, jira_html, _nothing)
"""What editors that take rich text get when the Jira form is copied."""
