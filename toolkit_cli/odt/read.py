"""Reads an ODT that came back: what LibreOffice, or another program, made of a DOCX workbook."""

from __future__ import annotations

from itertools import islice

from toolkit_cli.docx.read_archive import Archive, Element, refuse
from toolkit_cli.docx.read_parts import COVER, STAMP, printed
from toolkit_cli.docx.read_returned import returned
from toolkit_cli.docx.read_scribe import TooLongError
from toolkit_cli.docx.read_story import Story
from toolkit_cli.odt.body import Body
from toolkit_cli.odt.names import META, OFFICE, Names
from toolkit_cli.returned import Returned
from toolkit_cli.stamp import Stamp

KIND = "ODT"
# Where LibreOffice keeps a DOCX's own property, and its core identifier.
STAMPS = (STAMP, "OOXMLCorePropertyIdentifier")


def read(data: bytes) -> Returned:
    """Return all that is found in an ODT file; raise `ReturnError` for what cannot be read as one."""
    archive = Archive(data, KIND)
    if b"encryption-data" in (archive.part("META-INF/manifest.xml") or b""):
        refuse("The file is protected with a password.", "Ask for it without one.")
    content = archive.tree("content.xml")
    text = content.find(f"{{{OFFICE}}}body/{{{OFFICE}}}text") if content is not None else None
    if text is None:
        refuse(f"This is no {KIND} file: it has no text in it.", "Ask for it again, saved anew.")
    body = Body(Names(archive.tree("styles.xml"), content))
    try:
        body.walk(text)
    except TooLongError:
        refuse("The file has too many paragraphs to be a workbook.")
    story = body.finished()
    return returned("odt", story, _stamp(archive.tree("meta.xml"), story), archive.damage)


def _stamp(meta: Element | None, story: Story) -> Stamp | None:
    own = meta.iter(f"{{{META}}}user-defined") if meta is not None else ()
    told = {each.get(f"{{{META}}}name"): each for each in own}
    for name in STAMPS:
        found = Stamp.parse("".join(map(str, told[name].itertext()))) if name in told else None
        if found:
            return found
    return printed(each.text for each in islice(story.paragraphs, COVER))
