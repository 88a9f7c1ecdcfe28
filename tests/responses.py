"""What responses hold, for the tests that nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit_cli.responses.equality import normalised
from toolkit_cli.responses.response import Response


def everything(response: Response) -> Iterator[tuple[str, object]]:
    """Yield every answer, and every note of a reader, of a response and of those that it holds."""
    for code, value in [*response.answers.items(), *response.respondent.items()]:
        yield code, normalised(value) if isinstance(value, str) else value
    for note in response.notes:
        if note.kind not in ("replaced", "copy", "filled", "tie", "corrected"):
            yield "", note
    for held in (*response.earlier, *response.members):
        yield from everything(held)
