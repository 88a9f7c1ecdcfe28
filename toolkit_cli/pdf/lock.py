"""Encrypts a PDF with a password (ISO 32000-2, AES-256)."""

from __future__ import annotations

import io
import secrets

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
