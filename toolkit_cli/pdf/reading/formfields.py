"""The fields of a form, as a file has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property


@dataclass
class FormField:
    """A field as the file has it.

    `name` is fully qualified (ISO 32000-1 12.7.3.2), `kind` its type (`/Tx`, `/Btn`, `/Ch`, `/Sig`), "" in form data.
    `value` is its value as text, `states` are the on-states that its value names, and `shown_states` those that its
    widgets show. `rich` is the markup of formatted text, `others` holds the values of widgets that differ from the
    field's, `options` each choice's value and the words shown for it. `signed` says that somebody has signed in the
    field; `width` is that of its box in points, 0 where it has none. `boxes` is the number of a text field's widgets on
    the pages: one in a workbook, more where a program has joined several; `page` is that of the first, from 1, and 0
    until `Form.place` is called.
    """

    name: str
    kind: str
    value: str | None = None
    states: tuple[str, ...] = ()
    shown_states: list[str] = field(default_factory=list)
    label: str = ""
    rich: str = ""
    others: list[str] = field(default_factory=list)
    options: tuple[tuple[str, str], ...] = ()
    signed: bool = False
    width: float = 0.0
    boxes: int = 0
    page: int = 0

    def offered(self, state: str) -> str:
        """Return the words for a state; some programs number the boxes, and keep what they mean in `options`."""
        return self._offered.get(state, state)

    @cached_property
    def _offered(self) -> dict[str, str]:
        """The words for each state; of two choices with the same state the first counts."""
        made: dict[str, str] = {}
        for number, (export, shown) in enumerate(self.options):
            made.setdefault(export, shown)
            if self.kind == "/Btn":
                made.setdefault(str(number), shown)
        return made


class Fields:
    """The fields of a form by their names, and `all` of them in the form's order: a name may stand there twice."""

    def __init__(self) -> None:
        self.fields: dict[str, FormField] = {}
        self.all: list[FormField] = []

    def add(self, field_: FormField) -> None:
        """Add a field; a further one of the same name is left out if it has no type and holds nothing.

        By its name the first is found, or the first with a type.
        """
        before = self.fields.get(field_.name)
        if before is None or field_.kind or field_.value is not None or field_.states or field_.rich:
            self.all.append(field_)
        if before is None or (field_.kind and not before.kind):
            self.fields[field_.name] = field_
