"""Fills in a DOCX in LibreOffice; for the system's Python, which has the module uno.

python3 office_fill.py SOFFICE PROFILE BLANK JOB SAVED... : saved as what each name's ending says (.docx, .odt).
The job says how: "mouse" chooses each control's prompt and types over it, as after a click; "keys" comes into each
answer's cell with the Tab key, and types over the boxes to tick.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno  # noqa: F401 (with it, Python finds what is in com.sun.star)
from com.sun.star.beans import PropertyValue
from office import PATIENCE, connected

FILTERS = {".docx": "MS Word 2007 XML", ".odt": "writer8"}


def main(office: str, profile: str, blank: str, job: str, *saved: str) -> None:
    given = json.loads(Path(job).read_text())
    pipe = f"pipe,name=toolkit{os.getpid()}"  # two runs of the tests at once do not meet
    command = [office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore", "--nologo"]
    process = subprocess.Popen([*command, f"--accept={pipe};urp;"], start_new_session=True)
    try:
        context = connected(f"uno:{pipe};urp;StarOffice.ComponentContext")
        create = context.ServiceManager.createInstanceWithContext
        desktop = create("com.sun.star.frame.Desktop", context)
        document = desktop.loadComponentFromURL(Path(blank).as_uri(), "_blank", 0, (value("Hidden", False),))
        dispatcher = create("com.sun.star.frame.DispatchHelper", context)
        Hand(document, dispatcher, given["controls"]).fill(given)
        for path in saved:
            name = FILTERS[Path(path).suffix]
            document.storeToURL(Path(path).as_uri(), (value("FilterName", name),))
        document.close(True)
        desktop.terminate()
        process.wait(PATIENCE)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def value(name: str, content: object) -> PropertyValue:
    return PropertyValue(Name=name, Value=content)


class Hand:
    """A cursor in a document, and the commands of the keyboard and of the menus."""

    def __init__(self, document: Any, dispatcher: Any, names: list[list[str]]) -> None:
        self.dispatcher = dispatcher
        self.frame = document.CurrentController.Frame
        self.cursor = document.CurrentController.ViewCursor
        # LibreOffice 7.4 shows no tags: controls are known by their order in the text.
        found = [place for place in places(document) if place.portion.TextPortionType == "ContentControl"]
        assert len(found) == len(names), (len(found), len(names))
        self.places = {tuple(name): place for name, place in zip(names, found, strict=True)}

    def fill(self, given: dict[str, Any]) -> None:
        mouse = given["way"] == "mouse"
        for code, text in given["texts"].items():
            (self.click if mouse else self.tab)(self.places[code, ""])
            self.type(text)
        for code, option in given["ticks"]:
            control = self.places[code, option].portion.ContentControl
            text = control.Start.Text
            sign = text.createTextCursorByRange(control.Start)
            sign.goRight(1, True)
            assert sign.String == "☐", repr(sign.String)
            sign.setString("☒")
            if mouse:  # as a click does; who types over the box leaves the control's own state behind
                control.Checked = True

    def click(self, place: Place) -> None:
        """Choose the prompt, as a click into a control that shows it does."""
        control = place.portion.ContentControl
        self.cursor.gotoRange(control.Start, False)
        self.cursor.gotoRange(control.End, True)

    def tab(self, place: Place) -> None:
        """Go from the question to the answer's cell with the Tab key."""
        self.cursor.gotoRange(place.table.getCellByName("A1").Start, False)
        self.do("JumpToNextCell")

    def type(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self.do("InsertPara")
            for piece, part in enumerate(line.split("\t")):
                if piece:
                    self.do("InsertText", Text="\t")
                if part:
                    self.do("InsertText", Text=part)

    def do(self, command: str, **arguments: object) -> None:
        given = tuple(value(name, content) for name, content in arguments.items())
        self.dispatcher.executeDispatch(self.frame, f".uno:{command}", "", 0, given)


class Place:
    """A piece of a paragraph, and the table that it stands in."""

    def __init__(self, portion: Any, table: Any) -> None:
        self.portion, self.table = portion, table


def places(document: Any) -> list[Place]:
    """Return every piece of every paragraph, those of tables' cells too."""
    return list(inside(document.Text, None))


def inside(text: Any, table: Any) -> Iterator[Place]:
    blocks = text.createEnumeration()
    while blocks.hasMoreElements():
        block = blocks.nextElement()
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.CellNames:
                yield from inside(block.getCellByName(name), block)
        elif block.supportsService("com.sun.star.text.Paragraph"):
            pieces = block.createEnumeration()
            while pieces.hasMoreElements():
                yield Place(pieces.nextElement(), table)


main(*sys.argv[1:])
