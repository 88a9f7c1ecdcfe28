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
