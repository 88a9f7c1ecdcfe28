"""Encrypts a PDF with a password (ISO 32000-2, AES-256), and spells the passwords of others' programs."""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator
from contextlib import suppress
from unicodedata import normalize

import pikepdf


def locked(data: bytes, password: str) -> bytes:
    """Return a PDF that opens with `password`; whoever opens it may do all that the form allows."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        # The owner's password could lift restrictions; there are none, and nobody has to know it.
        pdf.save(made, encryption=pikepdf.Encryption(owner=secrets.token_hex(16), user=password, R=6, aes=True))
    return made.getvalue()


def is_locked_with(data: bytes, password: str) -> bool:
    """Say whether a PDF opens only with `password`; for "", whether it is not locked at all."""
    if not password and b"/Encrypt" not in data:  # a locked file's trailer has the word, and is never encrypted itself
        return True
    try:
        with pikepdf.open(io.BytesIO(data), password=password) as pdf:
            return bool(pdf.is_encrypted) == bool(password)
    except (pikepdf.PasswordError, pikepdf.PdfError):
        return False


def spellings(password: str) -> Iterator[str | bytes]:
    """Yield a password in each way in which programs write it into a file.

    Those for AES-256 put letters and their marks together (ISO 32000-2 7.6.4.3.3). Older ways to encrypt, which many
    programs still have, know the letters of PDFDocEncoding only (ISO 32000-1 7.6.3.3); where LibreOffice 7.4 saves a
    PDF, ? stands for others than those of Latin-1.
    """
    whole = normalize("NFKC", password)
    yield from dict.fromkeys((password, whole))
    if not password.isascii():
        with suppress(UnicodeEncodeError):
            yield whole.encode("pdfdoc")
        yield whole.encode("latin-1", "replace")
