"""What `check --privacy` finds in a text, for the tests of it."""

from __future__ import annotations

from toolkit_cli.privacy.names import Names
from toolkit_cli.privacy.rules import Writer, spans


def found(text: str, *others: str, country: tuple[str, ...] = ()) -> list[str]:
    """Return what is found in a text, as "kind: text"; `others` are further texts of the same writer."""
    writer = Writer(Names([text, *others]), country)
    return [f"{span.kind}: {text[span.start : span.end]}" for span in spans(text, writer)]
