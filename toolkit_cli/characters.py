"""Characters: which of them a workbook can hold, and what becomes of the others."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

BREAKS = re.compile("\r\n|[\r\v\f]")  # a line's end, as the one or the other program writes it
BLANKS = re.compile("[ \t\n\x85\u2028\u2029]+")  # a hard space is none
# Everything below a space but tab and newline, the surrogates, and what XML 1.0 does not allow.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")  # what takes no room
BULLET = r"[•‣▪◦·*–-]"
# What programs write before a paragraph of a list: "    • ", "* ", "2. ".
LISTED = re.compile(rf"\s*(?:(?:{BULLET}|[0-9]{{1,3}}[.)])\s+)+")
UNSEEN = re.compile(rf"(?:\s|{HIDDEN.pattern})*")

# Greek and Cyrillic letters that look like Latin ones, and these.
ALIKE = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϳАВЕКМНОРСТУХЅІЈаеорсухѕіј",
    "ABEZHIKMNOPTYXovjABEKMHOPCTYXSIJaeopcyxsij",
)


def latin(text: str) -> str:
    """Return a text with Latin letters in the place of Greek and Cyrillic ones that look like them."""
    return text.translate(ALIKE)


def foreign(text: str) -> str:
    """Say which letter of a text is none from A to Z; "" where there is none such."""
    found = next((letter for letter in text if letter.isalpha() and not letter.isascii()), "")
    script = unicodedata.name(found, " ").split(" ")[0].capitalize() if found else ""
    if script in ("", "Latin"):
        return f"{found!r} is none of them" if found else ""
    return f"{found!r} is {'an' if script[0] in 'AEIOU' else 'a'} {script} letter"


def blank(text: str) -> bool:
    """Return whether nobody can see anything of a text."""
    return UNSEEN.fullmatch(text) is not None


def visible(text: str) -> str:
    """Return a text without what takes no room in it."""
    return text if text.isascii() else HIDDEN.sub("", text)


def as_read(text: str) -> str:
    """Return a text as people tell it from another: nobody sees how blanks, breaks and accents are written."""
    return " ".join(unicodedata.normalize("NFC", visible(text)).split())


def unlisted(line: str) -> str:
    """Return a line without a list's marks that a program has written before its words."""
    mark = LISTED.match(line)
    return line[mark.end() :] if mark else line


# Letters that no accent makes of another, and Cyrillic as Serbian and Macedonian write the same words in Latin.
PLAIN = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "ħ": "h",
        "ı": "i",
        "ŋ": "n",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        **dict(zip("абвгдђежзијклмнопрстћуфхц", "abvgddezzijklmnoprstcufhc", strict=True)),
        "ч": "c",
        "ш": "s",
        "љ": "lj",
        "њ": "nj",
        "џ": "dz",
        "ѓ": "g",
        "ќ": "k",
        "ѕ": "z",
    }
)


def unaccented(text: str) -> str:
    """Return a text in small letters without accents: names are alike in it however somebody types them."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def in_order(text: str) -> tuple[str, str]:
    """Return what texts are sorted by for people: Ł stands with L, and what differs in accents alone side by side."""
    return unaccented(text), text


def readable_name(name: str) -> str:
    """Return a file's name without the half letters of one that is not in UTF-8; no text can hold them."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def clean(text: str) -> str:
    """Return a text with its line breaks as newlines and without control characters."""
    return FORBIDDEN.sub("", BREAKS.sub("\n", text))


# Of consoles, and of files that name none, on Windows in Europe.
OLD_ENCODINGS = ("cp437", "cp850", "cp852", "cp737", "cp866", "cp1252", "cp1250", "cp1253", "cp1251")


def spoilt(text: str) -> bool:
    """Say whether UTF-8 was taken for one of the old encodings, as PowerShell does it with what goes through > or |.

    Every letter beyond ASCII has to speak for it, and two of them at least. Bytes that mean nothing in an encoding come
    as control characters.
    """
    beyond = "" if text.isascii() else "".join(filter("\x7f".__lt__, text))
    for encoding in OLD_ENCODINGS if beyond else ():
        try:
            meant = b"".join(map(partial(_byte, encoding), beyond)).decode("utf-8")
        except UnicodeError:
            continue
        if len(meant) > 1 and re.fullmatch("[\u00a0-\u017f\u0370-\u045f\u2010-\u203a\u20ac]+", meant):
            return any(letter.isalpha() for letter in meant)
    return False


def _byte(encoding: str, letter: str) -> bytes:
    return letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else encoding)


def one_line(text: str) -> str:
    """Return a text whose lines follow one another in one, with one blank between words."""
    return BLANKS.sub(" ", clean(text)).strip(" ")


def shortened(text: str, most: int) -> str:
    """Return a text of no more than so many letters, the last of which says that it goes on."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def unprintable(text: str) -> str:
    """Return what of a text no workbook can hold, in words; "" where there is nothing."""
    found = FORBIDDEN.search(text)
    return f"the control character U+{ord(found[0]):04X} cannot be printed" if found else ""
