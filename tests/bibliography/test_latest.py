from __future__ import annotations

from mkdocs_bibliography.text.latest import Latest


def test_a_result_is_made_again_only_when_what_it_is_made_from_changed() -> None:
    latest, made = Latest(), []

    def make() -> int:
        made.append(None)
        return len(made)

    assert [latest.get("one", text, make) for text in ("a", "a", "b", "a")] == [1, 1, 2, 3]
    assert latest.get("other", "a", make) == 4
    assert latest.get("one", "a", make) == 3
