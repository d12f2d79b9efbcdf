"""What the review page works from: the pieces of every checklist, as a script."""

from __future__ import annotations

import json
from typing import Any

from mkdocs_bibliography.text.escape import in_script
from primer.content.model import Primer
from primer.export.checklist import CHECKLIST_FORMS, JIRA_RICH, ChecklistForm, render_checklist


def review_files(primer: Primer) -> dict[str, str]:
    """`data/review.js` for the page, and `data/issue-form.yml` with every guideline for those without scripts."""
    forms = {name: _pieces(primer, form) for name, form in CHECKLIST_FORMS.items()}
    forms["jira"]["rich"] = _pieces(primer, JIRA_RICH)
    guidelines = {
        name: {
            "lifecycle": list(page.fields.lifecycle),
            "role": list(page.fields.roles),
            "topic": list(page.fields.topics),
        }
        for name, page in primer.guidelines.items()
    }
    text = in_script(json.dumps({"guidelines": guidelines, "forms": forms}, ensure_ascii=False))
    issue_form = render_checklist(primer, primer.guidelines, "issue-form")
    return {"data/review.js": f"var PRIMER_REVIEW = {text};\n", "data/issue-form.yml": issue_form}


def _pieces(primer: Primer, form: ChecklistForm) -> dict[str, Any]:
    return {
        "file": form.file_name,
        "head": form.head(primer),
        "pieces": {name: form.piece(primer, name) for name in primer.guidelines},
        "tail": form.tail(primer),
    }
