"""What counts as the same: programs set blanks, breaks, accents and marks each in their own way."""

from __future__ import annotations

import hashlib
import json
import unicodedata

from toolkit_cli.kits.values import Value
from toolkit_cli.responses.response import Origin, Response

# Marks for which Word sets others while somebody types, and the plain ones.
MARKS = str.maketrans(
    {**dict.fromkeys("’‘‚ʼ", "'"), **dict.fromkeys("“”„", '"'), **dict.fromkeys("–—−", "-"), "…": "..."}
)
DIGEST = 32  # hexadecimal digits


def normalised(text: str) -> str:
    """Return a text as it is compared: with single blanks, without line breaks, and with composed accents (NFC)."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def plain(text: str) -> str:
    """Return a text normalised, and with plain quotation marks, hyphens and dots in place of those that Word sets."""
    return normalised(text.translate(MARKS))


def same(one: Value, other: Value | None) -> bool:
    """Say whether two answers are the same but for blanks and marks."""
    if isinstance(one, str) and isinstance(other, str):
        return plain(one) == plain(other)
    return one == other


def digest(response: Response) -> str:
    """Return 32 hexadecimal digits that are the same for the same answers and respondent, whatever blanks and marks."""
    who = {name: plain(value) for name, value in sorted(response.respondent.items())}
    return hashlib.sha256(json.dumps([who, _plain_answers(response)]).encode()).hexdigest()[:DIGEST]


def answers_digest(response: Response) -> str:
    """Return 12 hexadecimal digits that are the same for the same answers, whoever gave them."""
    return hashlib.sha256(json.dumps(_plain_answers(response)).encode()).hexdigest()[:12]


def _plain_answers(response: Response) -> dict[str, Value]:
    return {code: plain(value) if isinstance(value, str) else value for code, value in sorted(response.answers.items())}


def signature(response: Response) -> str:
    """Return the digest, and 8 digits more that are the same for the same letters only: what `Origin.says` holds."""
    return digest(response) + _letters(response)


def read_digest(source: Origin) -> str:
    """Return the digest of what was read from a file; "" where an earlier program noted none."""
    return source.says[:DIGEST]


def is_retouched(response: Response) -> bool:
    """Say whether somebody has changed blanks, line breaks or marks by hand since a file was read, and nothing else."""
    return response.source.says[DIGEST:] not in ("", _letters(response)) and read_digest(response.source) == digest(
        response
    )


def _letters(response: Response) -> str:
    """Return 8 hexadecimal digits, the same for the very same letters only."""
    said = json.dumps([dict(response.respondent), dict(response.answers)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:8]
