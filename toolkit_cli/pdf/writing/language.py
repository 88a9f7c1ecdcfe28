"""Carries the language of words in a paragraph through ReportLab's markup, in the address of a link around them.

The markup has no other place for it. Such an address alone leads nowhere; for a true link in another language, the
link's own address follows after a space.
"""

from __future__ import annotations

from html import escape

BEGINS = "lang:"


def within(markup: str, lang: str) -> str:
    """Return markup whose words are marked as in a language; unchanged if `lang` is ""."""
    return f'<a href="{escape(address(lang))}">{markup}</a>' if lang else markup


def address(lang: str, leads: str = "") -> str:
    """Return the address of a link to `leads` whose words are in a language; `leads` itself if `lang` is ""."""
    return f"{BEGINS}{lang} {leads}".strip() if lang else leads


def read(told: str) -> tuple[str, str]:
    """Return the language in an address, and where the link leads, each "" if there is none."""
    if not told.startswith(BEGINS):
        return "", told
    lang, _, leads = told.removeprefix(BEGINS).partition(" ")
    return lang, leads
