"""The stamp, which every workbook carries inside, so that a return tells which workbook it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qsl, urlencode

SCHEME = "toolkit"
FIELD = "toolkit-stamp"  # the name under which every format carries it
RUNNING = "toolkit-running"  # and the one for the lines that a theme prints around every page, in a DOCX
REPORTS = ("report", "compare")  # what is no edition of a workbook
NOBODY = "-"
# LibreOffice takes a colon for the end of a keyword, and writes a comma, where it saves a document as PDF.
FORM = re.compile(rf"{SCHEME}(?::|[,;] ?)(?P<toolkit>[a-z][a-z0-9-]*)(\?(?P<parts>.*))?", re.DOTALL)
# The line on the cover: "Copy 0123456789ab · name 1.0 · Participant edition", the copy and the edition if told.
APART = " · "
SIGN = " [·\ufffd] "  # the same; pages that a program has written again may not tell the sign
LINE = re.compile(
    rf"(?:[^·]+ (?P<copy>[0-9a-f]{{12}}){SIGN})?(?P<toolkit>[a-z][a-z0-9-]*) (?P<version>[0-9A-Za-z][\w.+-]*){SIGN}"
    r"(?P<edition>.+)"
)


@dataclass(frozen=True)
class Stamp:
    """Toolkit, version, fingerprint of the fields (in the text `fields`), edition, language and copy id.

    `personal` is True for a copy that was made for one person; any number of people may fill in the same shared copy,
    so its id does not tell their returns apart. `items` holds the codes of the items in the workbook, in its order,
    where that is not the whole toolkit in its own order; NOBODY is the first where nothing is asked about who answers.
    `filled` is the beginning of the digest of what was filled into a personal copy before it was sent, "" where that is
    nothing; `asked` holds a letter for each field, in the order of their codes, that tells how it was asked.
    """

    toolkit: str
    version: str
    fingerprint: str
    edition: str
    lang: str
    copy: str = ""
    personal: bool = False
    items: tuple[str, ...] = ()
    filled: str = ""
    asked: str = ""

    def __str__(self) -> str:
        """Return the stamp as one line of ASCII: `toolkit:my-toolkit?version=1.0&fields=…`."""
        parts = {
            "version": self.version,
            "fields": self.fingerprint,
            "edition": self.edition,
            "lang": self.lang,
            "copy": self.copy,
            "personal": "yes" if self.personal else "no",
            "items": " ".join(self.items),
            "filled": self.filled,
            "asked": self.asked,
        }
        return f"{SCHEME}:{self.toolkit}?{urlencode({name: value for name, value in parts.items() if value})}"

    @property
    def is_of_report(self) -> bool:
        """Whether it is that of a report or a comparison, which nobody fills in."""
        return self.edition in REPORTS

    @property
    def in_xml(self) -> bytes:
        """The stamp as it stands in XML."""
        return escape(str(self)).encode()

    @classmethod
    def parse(cls, text: str) -> Stamp | None:
        """Return the stamp that `str` made, or None where the text is none."""
        found = FORM.fullmatch(text.strip())
        if not found:
            return None
        parts = dict(parse_qsl(found["parts"] or ""))
        return cls(
            toolkit=found["toolkit"],
            version=parts.get("version", ""),
            fingerprint=parts.get("fields", ""),
            edition=parts.get("edition", ""),
            lang=parts.get("lang", ""),
            copy=parts.get("copy", ""),
            personal=parts.get("personal") == "yes",
            items=tuple(parts.get("items", "").split()),
            filled=parts.get("filled", ""),
            asked=parts.get("asked", ""),
        )

    def line(self, copy_word: str, edition_name: str) -> str:
        """Return the line for people on the cover: which copy of which toolkit in which edition it is."""
        copy = [f"{copy_word} {self.copy}"] if self.copy else []
        return APART.join([*copy, f"{self.toolkit} {self.version}", edition_name])

    @classmethod
    def of_line(cls, text: str) -> Stamp | None:
        """Return what the cover's line tells of the stamp, or None where the text is no such line."""
        found = LINE.fullmatch(text.strip())
        if not found:
            return None
        edition = next((name for name in ("participant", "facilitator") if name in found["edition"].lower()), "")
        return cls(found["toolkit"], found["version"], "", edition, "", found["copy"] or "")
