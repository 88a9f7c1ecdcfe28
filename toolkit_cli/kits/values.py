"""Values of answers: what is given to a field, for programs and as people read it."""

from __future__ import annotations

from toolkit_cli.kits.fields import Field

# A text, or the codes of the options chosen.
Value = str | tuple[str, ...]


def shown(field: Field, value: Value) -> str:
    """Return a value as people read it: an option by its label, several with commas."""
    labels = field.labels
    return ", ".join(labels.get(code, code) for code in parts_of(value))


def parts_of(value: Value) -> tuple[str, ...]:
    """Return a value's codes, or a text as the only part."""
    return (value,) if isinstance(value, str) else value


def as_text(value: Value, between: str = ", ") -> str:
    """Return a value as one text, with `between` between its codes."""
    return between.join(parts_of(value))
