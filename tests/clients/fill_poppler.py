"""Fills in a form with poppler, as Evince and Okular do; for the system's Python, which has poppler's bindings.

python3 fill_poppler.py BLANK JOB SAVED
"""

import json
import sys
from pathlib import Path
from typing import Any

import gi

gi.require_version("Poppler", "0.18")
from gi.repository import Poppler  # noqa: E402


def main(blank: str, job: str, saved: str) -> None:
    given = json.loads(Path(job).read_text())
    document = Poppler.Document.new_from_file(Path(blank).as_uri(), None)
    for number in range(document.get_n_pages()):
        page = document.get_page(number)
        clicks = [(x, y) for where, x, y in given["clicks"] if where == number]
        for mapping in page.get_form_field_mapping():
            fill(mapping.field, mapping.area, given["texts"], clicks)
    document.save(Path(saved).as_uri())


def fill(field: Any, area: Any, texts: dict[str, str], clicks: list[tuple[float, float]]) -> None:
    if field.get_field_type() == Poppler.FormFieldType.TEXT and field.get_name() in texts:
        field.text_set_text(texts[field.get_name()])
    elif any(area.x1 < x < area.x2 and area.y1 < y < area.y2 for x, y in clicks):
        field.button_set_state(True)


main(*sys.argv[1:])
