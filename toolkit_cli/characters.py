"""Characters: which of them a workbook can hold, and how texts are cleaned and compared."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

BREAKS = re.compile("\r\n|[\r\v\f]")  # line breaks of various programs
BLANKS = re.compile("[ \t\n\x85\u2028\u2029]+")  # not the no-break space
# Control characters except tab and newline, surrogates, and what XML 1.0 does not allow.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

NUMBER = re.compile("[0-9]+")
LONGEST_NUMBER = 12  # digits of a number in a name, such as one of a telephone
# What no line can show: control characters, line breaks, and marks that change the direction of writing.
UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")  # of no width
BULLET = r"[•‣▪◦·*–-]"
# The marks that programs write before a list's paragraphs: "    • ", "* ", "2. ".
LISTED = re.compile(rf"\s*(?:(?:{BULLET}|[0-9]{{1,3}}[.)])\s+)+")
UNSEEN = re.compile(rf"(?:\s|{HIDDEN.pattern})*")

# Greek and Cyrillic letters, and the Latin letters that look like them.
ALIKE = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϳАВЕКМНОРСТУХЅІЈаеорсухѕіј",
    "ABEZHIKMNOPTYXovjABEKMHOPCTYXSIJaeopcyxsij",
)
# Letters that do not decompose into another and an accent; and Cyrillic, as Serbian and Macedonian write it in Latin.
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
# The encodings, on Windows in Europe, of consoles and of files that do not give theirs.
OLD_ENCODINGS = ("cp437", "cp850", "cp852", "cp737", "cp866", "cp1252", "cp1250", "cp1253", "cp1251")


def latin(text: str) -> str:
    """Return a text with Latin letters instead of Greek and Cyrillic letters that look like them."""
    return text.translate(ALIKE)


def foreign(text: str) -> str:
    """Return in words the first letter of a text that is not one from A to Z; "" if there is none."""
    found = next((letter for letter in text if letter.isalpha() and not letter.isascii()), "")
    script = unicodedata.name(found, " ").split(" ")[0].capitalize() if found else ""
    if script in ("", "Latin"):
        return f"{found!r} is none of them" if found else ""
    return f"{found!r} is {'an' if script[0] in 'AEIOU' else 'a'} {script} letter"


def blank(text: str) -> bool:
    """Return whether a text has no visible character."""
    return UNSEEN.fullmatch(text) is not None


def visible(text: str) -> str:
    """Return a text without characters of no width."""
    return text if text.isascii() else HIDDEN.sub("", text)


def as_read(text: str) -> str:
    """Return a text for comparison: nobody sees how white space and accents are encoded."""
    return " ".join(unicodedata.normalize("NFC", visible(text)).split())


def unlisted(line: str) -> str:
    """Return a line without the marks of a list that a program has written before its words."""
    mark = LISTED.match(line)
    return line[mark.end() :] if mark else line


def unaccented(text: str) -> str:
    """Return a text in small letters without accents, in which names are equal however people type them."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def in_order(text: str) -> tuple[str, str]:
    """Return a sort key for people: Ł is with L, 2 before 10, and what differs only in accents is side by side."""
    return NUMBER.sub(lambda found: found[0].zfill(LONGEST_NUMBER), unaccented(text)), text


def readable_name(name: str) -> str:
    """Return a file's name with U+FFFD for what a line of text cannot hold or a terminal must not be sent.

    That is bytes that are not UTF-8, line breaks, control characters, and marks of direction, with which a name could
    hide what it is.
    """
    return UNREADABLE.sub("\ufffd", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def clean(text: str) -> str:
    """Return a text with newlines for all line breaks, and without control characters."""
    return FORBIDDEN.sub("", BREAKS.sub("\n", text))


def spoilt(text: str) -> bool:
    """Say whether UTF-8 was decoded in one of the old encodings, as PowerShell does with > and |.

    All characters beyond ASCII must decode so, and at least two. Bytes without a character in an encoding are control
    characters in the text.
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
    """Return a text in one line, with one space between words."""
    return BLANKS.sub(" ", clean(text)).strip(" ")


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` letters; a longer one is cut and ends with an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def unprintable(text: str) -> str:
    """Return in words the first character of a text that no workbook can hold; "" if there is none."""
    found = FORBIDDEN.search(text)
    return f"the control character U+{ord(found[0]):04X} cannot be printed" if found else ""
