"""Finds e-mail addresses, accounts in online networks and bank accounts, by the signs in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit_cli.privacy.numbers import MONEY
from toolkit_cli.privacy.spans import ACCOUNT, BANK, EMAIL, LINK, Span, matches
from toolkit_cli.privacy.toldnumbers import behind, number_in

AT = r"(?:@|\s?[\[(]\s?(?:at|ät|chiocciola|arroba|małpa)\s?[\])]\s?)"
DOT = r"(?:\.|\s?[\[(]\s?(?:dot|punkt|punto|point|ponto)\s?[\])]\s?)"
# Every part has an end in sight: a text of letters without a blank must not be searched from each of them.
PART = r"[\w-]{1,63}"
MAIL = re.compile(rf"(?<![\w.+'-])[\w.+'-]{{1,64}}{AT}{PART}(?:{DOT}{PART}){{0,8}}(?![\w@])", re.I)
PAGE = re.compile(r"(?:https?://|www\.)[^\s<>\"”»]+", re.I)
# Sites on which an address names the person who has the account.
NETWORKS = "facebook|fb|instagram|linkedin|twitter|x|tiktok|snapchat|vk|ok|t|wa|m|threads"
PROFILE = re.compile(rf"(?<![\w.])(?:https?://)?(?:{PART}\.)?(?:{NETWORKS})\.(?:com|me|net|ru)/[^\s<>\"”»,;)]+", re.I)
HANDLE = re.compile(r"(?<![\w@.])@\w[\w.]{2,}\w(?![\w@])")
# A number in the way of a country, or an IBAN in which a digit may be wrong: a word speaks for it.
SAID = r"(?:[A-Z]{2}\d\d[ -]?(?:[A-Z]{4}[ -]?)?)?\d(?:[ ./-]?\d){4,29}"
YEARS = re.compile(r"(?:19|20)\d\d ?[/-] ?(?:(?:19|20)\d\d|\d\d)")
# A lookahead, for what follows one account may be another.
IBAN = re.compile(r"(?<!\w)(?=([A-Z]{2}\d{2}(?:[ \u00a0-]?[A-Z0-9]){11,30})(?!\w))")


def emails(text: str) -> Iterator[Span]:
    """Yield e-mail addresses, with the sign or with "(at)"."""
    yield from matches(MAIL, text, EMAIL)


def accounts(text: str) -> Iterator[Span]:
    """Yield the accounts of people in networks: the address of a profile, @name."""
    yield from matches(PROFILE, text, ACCOUNT)
    yield from matches(HANDLE, text, ACCOUNT)


def links(text: str) -> Iterator[Span]:
    """Yield addresses of pages on the web, which are public and hold figures of any kind."""
    yield from matches(PAGE, text, LINK)


def banks(text: str) -> Iterator[Span]:
    """Yield the numbers of bank accounts: after a word for one, and IBANs whose digits check."""
    from stdnum import iban

    for told in behind("bank_words", SAID).finditer(text):
        if not MONEY.match(text, told.end()) and not YEARS.fullmatch(told["said"]):
            yield number_in(told, BANK)
    last = 0
    for found in IBAN.finditer(text):
        ends = [group.end() for group in re.finditer("[A-Z0-9]+", found[1])]  # other words in capitals may follow it
        end = next((end for end in reversed(ends) if iban.is_valid(found[1][:end])), 0)
        if end and found.start() >= last:
            last = found.start() + end
            yield Span(found.start(), last, BANK)
