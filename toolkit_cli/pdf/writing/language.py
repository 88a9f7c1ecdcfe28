"""The language of words within a paragraph, in ReportLab's markup: it stands in a link's address, for want of a place.

Such a "link" leads nowhere by itself; behind a blank comes the address that a real one in another language has.
"""

from __future__ import annotations

from html import escape

BEGINS = "lang:"


def within(markup: str, lang: str) -> str:
    """Return markup that says what language its words are in; as it is, where `lang` is ""."""
    return f'<a href="{escape(address(lang))}">{markup}</a>' if lang else markup


def address(lang: str, leads: str = "") -> str:
    """Return the address of a link whose words are in a language; it is `leads` where `lang` is ""."""
    return f"{BEGINS}{lang} {leads}".strip() if lang else leads


def read(told: str) -> tuple[str, str]:
    """Return the language that an address tells, and where it leads; each "" where it does not."""
    if not told.startswith(BEGINS):
        return "", told
    lang, _, leads = told.removeprefix(BEGINS).partition(" ")
    return lang, leads
