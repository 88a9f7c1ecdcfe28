"""What counts as the same: programs set blanks, breaks, accents and marks each in their own way."""

from __future__ import annotations

import hashlib
import json
import unicodedata

from toolkit_cli.fill import Value
from toolkit_cli.response import Response

# Marks for which Word sets others while somebody types, and the plain ones.
MARKS = str.maketrans(
    {**dict.fromkeys("’‘‚ʼ", "'"), **dict.fromkeys("“”„", '"'), **dict.fromkeys("–—−", "-"), "…": "..."}
)


def evened(text: str) -> str:
    """Return a text as it is compared: programs write blanks, breaks and accents each in their own way."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def plain(text: str) -> str:
    """Return a text, evened, with the plain marks for which Word sets curly ones while somebody types."""
    return evened(text.translate(MARKS))


def same(one: Value, other: Value | None) -> bool:
    """Say whether two answers are the same but for blanks and marks."""
    if isinstance(one, str) and isinstance(other, str):
        return plain(one) == plain(other)
    return one == other


def digest(response: Response) -> str:
    """Return 32 hexadecimal digits, the same for the same answers of one respondent whatever their blanks and marks."""
    answers = {
        code: plain(value) if isinstance(value, str) else value for code, value in sorted(response.answers.items())
    }
    who = {name: plain(value) for name, value in sorted(response.respondent.items())}
    return hashlib.sha256(json.dumps([who, answers]).encode()).hexdigest()[:32]
