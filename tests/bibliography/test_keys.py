"""Keys that are not an entry's own: other names, sets, other capitals; and the conditions of lists."""

from __future__ import annotations

import pytest

from mkdocs_bibliography.citations.checks import check_citations
from mkdocs_bibliography.citations.keys import with_own_keys, works_meant
from mkdocs_bibliography.citations.list_markers import check_markers, find_markers
from mkdocs_bibliography.references.bibliography import read_bibliography
from mkdocs_bibliography.text.source import Source

BIB = """@book{doe, ids={first, old}, author={Doe, Ada and Lind, Per}, title={T}, publisher={P}, year=2001,
  keywords={Sea, rain}}
@book{Lind, author={Lind, Per}, title={T}, publisher={P}, year=2002}
@book{LIND, author={Lind, Per}, title={T}, publisher={P}, year=2003}
@set{both, entryset={doe, Lind}}
"""
WORKS = read_bibliography([Source("refs.bib", BIB)])


@pytest.mark.parametrize(
    ("key", "works"),
    [
        ("doe", ("doe",)),
        ("DOE", ("doe",)),
        ("old", ("doe",)),
        ("both", ("doe", "Lind")),
        ("lind", ()),
        ("Lind", ("Lind",)),
        ("none", ()),
    ],
)
def test_a_key_may_be_another_name_of_works(key: str, works: tuple[str, ...]) -> None:
    assert works_meant(key, WORKS) == works


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("[see @DOE, p. 3; -@old]", "[see @{doe}, p. 3; -@{doe}]"),
        ("As @Doe [p. 3] says", "As @{doe} [p. 3] says"),
        ("[@both, p. 3]", "[@{doe}; @{Lind}, p. 3]"),
        ("@both", "@both"),
        ("[@doe] `[@DOE]` [@lind]", "[@doe] `[@DOE]` [@lind]"),
        ("[@DOE; @none]", "[@DOE; @none]"),
        ("[mail @Doe](https://x.example)", "[mail @Doe](https://x.example)"),
    ],
)
def test_citations_name_works_by_their_own_keys(text: str, after: str) -> None:
    assert with_own_keys(text, WORKS) == after


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[@DOE]", [("warning", "'DOE' is taken for the entry 'doe'. Write '@doe'.")]),
        ("[@old; @both]", []),
        ("@both", [("error", "'both' is another name for 2 of the bibliography's works. Cite '[@doe; @Lind]'.")]),
        ("[@lind]", [("error", "The bibliography has no entry 'lind'. Did you mean 'Lind' or 'LIND'?")]),
    ],
)
def test_what_is_said_of_a_key_that_is_not_an_entrys_own(text: str, said: list[tuple[str, str]]) -> None:
    issues = check_citations(Source("a.md", text), WORKS, lenient=True)
    assert [issue.severity for issue in issues] == [severity for severity, _ in said]
    assert all(issue.message.startswith(message) for issue, (_, message) in zip(issues, said, strict=True))


@pytest.mark.site
@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("[[references year=2001]]", ["doe"]),
        ("[[references author=lind]]", ["doe", "Lind", "LIND"]),
        ('[[references author="Lind" year=2003]]', ["LIND"]),
        ("[[references keyword=sea type=BOOK]]", ["doe"]),
    ],
)
def test_a_list_takes_the_works_that_meet_its_conditions(line: str, keys: list[str]) -> None:
    (marker,) = find_markers(line, "", "")
    assert [key for key, work in WORKS.references.items() if marker.takes(work, cited=False)] == keys
    assert list(check_markers(Source("a.md", line), WORKS.references, "", "")) == []


@pytest.mark.site
@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "[[references colour=red]]",
            "has a condition 'colour=red'. Use type, keyword, year, author, or cited=yes or no.",
        ),
        ("[[references cited=maybe]]", "has a condition 'cited=maybe'. Use type"),
        (
            "[[references type=boook]]",
            "lists nothing: no work has type=boook. Change the condition, or delete the line.",
        ),
        ("[[references year=1066 cited=yes]]", "lists nothing: no work has year=1066."),
    ],
)
def test_a_condition_that_is_none_or_that_no_work_meets_is_reported(line: str, said: str) -> None:
    (issue,) = check_markers(Source("a.md", f"# A\n\n{line}\n"), WORKS.references, "", "")
    assert (issue.line, issue.code) == (3, "cite-malformed")
    assert said in issue.message
