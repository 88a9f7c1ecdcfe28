"""Where the boxes of a blank PDF are, for programs that are driven by a pointer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Name

HIDDEN = 2


@dataclass(frozen=True)
class Box:
    """A widget: `name` is its field's full name, `state` its on-state ("" for text), `page` counts from 0."""

    name: str
    state: str
    page: int
    rect: tuple[float, float, float, float]

    @property
    def middle(self) -> tuple[float, float]:
        left, bottom, right, top = self.rect
        return (left + right) / 2, (bottom + top) / 2


def boxes(path: Path) -> dict[tuple[str, str], Box]:
    """Return the widgets of a PDF by field code and option ("" for text), in the order of the pages."""
    with pikepdf.open(path) as pdf:
        made = [
            _box(annotation, number)
            for number, page in enumerate(pdf.pages)
            for annotation in page.obj.get("/Annots", [])
            if annotation.get("/Subtype") == Name.Widget and not int(annotation.get("/F", 0)) & HIDDEN
        ]
    return {(box.name.partition("#")[0], box.state): box for box in made}


def _box(annotation: pikepdf.Object, page: int) -> Box:
    normal = annotation.AP.N
    states = [] if isinstance(normal, pikepdf.Stream) else [str(key)[1:] for key in normal if key != "/Off"]
    name = annotation.get("/T") or annotation.Parent.T
    left, bottom, right, top = (float(side) for side in annotation.Rect)
    return Box(str(name), states[0] if states else "", page, (left, bottom, right, top))
