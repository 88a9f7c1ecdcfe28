"""Asks LibreOffice what it finds hard about a DOCX, and goes through it by the keyboard; for the system's Python (uno).

python3 office_access.py SOFFICE PROFILE DOCUMENT issues : prints what Tools > Accessibility Check complains of
python3 office_access.py SOFFICE PROFILE DOCUMENT keys   : prints which controls the keys come to, and the tables' sizes
Both print JSON. Controls are told by their number in the text, for LibreOffice 7.4 shows no tags.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.awt import Key, KeyEvent
from com.sun.star.beans import PropertyValue
from office import PATIENCE, connected

BUTTON, SCROLL_BAR, CHECK_BOX, PANEL, MENU_BAR, DOCUMENT = (
    uno.getConstantByName(f"com.sun.star.accessibility.AccessibleRole.{name}")
    for name in ("PUSH_BUTTON", "SCROLL_BAR", "CHECK_BOX", "PANEL", "MENU_BAR", "DOCUMENT_TEXT")
)
CHECK, ISSUE = "Accessibility Check", "Document accessibility issue text"
# On no screen, and yet, unlike --headless, with dialogs.
UNSEEN = {"SAL_USE_VCLPLUGIN": "svp", "LC_ALL": "C", "LANGUAGE": "en"}


def main(office: str, profile: str, document: str, what: str) -> None:
    pipe = f"pipe,name=toolkit{os.getpid()}"  # two runs of the tests at once do not meet
    command = [office, f"-env:UserInstallation={Path(profile).as_uri()}", "--norestore", "--nologo"]
    command.append(f"--accept={pipe};urp;")
    process = subprocess.Popen(
        command, start_new_session=True, env=os.environ | UNSEEN, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    code, given_up = 1, threading.Timer(2 * PATIENCE, os.killpg, (process.pid, signal.SIGKILL))
    given_up.daemon = True
    given_up.start()  # a question that nobody sees waits for ever
    try:
        context = connected(f"uno:{pipe};urp;StarOffice.ComponentContext")
        print(json.dumps(WHAT[what](Writer(context, Path(document).as_uri()))), flush=True)
        code = 0
    except Exception:
        traceback.print_exc()
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    os._exit(code)  # whatever still holds on to the killed process would crash on its way out


class Writer:
    """A document that is open, with its cursor and keyboard."""

    def __init__(self, context: Any, address: str) -> None:
        def create(name: str) -> Any:
            return context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", context)

        shown = PropertyValue(Name="Hidden", Value=False)
        self.document = create("frame.Desktop").loadComponentFromURL(address, "_blank", 0, (shown,))
        self.toolkit, self.dispatcher = create("awt.Toolkit"), create("frame.DispatchHelper")
        self.frame = self.document.CurrentController.Frame
        self.cursor = self.document.CurrentController.ViewCursor
        self.frame.ComponentWindow.setFocus()

    def press(self, code: int) -> None:
        key = KeyEvent(Source=self.frame.ContainerWindow, KeyCode=code)
        self.toolkit.keyPress(key)
        self.toolkit.keyRelease(key)
        self.toolkit.processEventsToIdle()

    def place(self) -> tuple[str, str] | None:
        """Return the table and the cell that the cursor is in."""
        table = self.cursor.TextTable
        return (table.Name, self.cursor.Cell.CellName) if table else None


def issues(writer: Writer) -> list[str] | None:
    """Return what the check says, in a window or, in newer LibreOffices, in the sidebar; None where neither tells it.

    Of what the sidebar keeps folded as direct formatting nothing is told: it means paragraphs' own distances too.
    """
    writer.dispatcher.executeDispatch(writer.frame, ".uno:AccessibilityCheck", "", 0, ())
    for number in range(writer.toolkit.getTopWindowCount()):
        context = getattr(writer.toolkit.getTopWindow(number), "getAccessibleContext", None)
        if context and context().getAccessibleName() == CHECK:
            return list(names(context()))[1:]
    context = getattr(writer.frame.ContainerWindow, "getAccessibleContext", None)
    if not context:
        return None
    sidebar = writer.document.CurrentController.getSidebar()
    sidebar.setVisible(True)
    sidebar.getDecks().getByName("A11yCheckDeck").activate(True)
    deck = next(part for part in within(context()) if part.getAccessibleName() == CHECK and is_panel(part))
    while folded := [part for part in within(deck) if is_folded(part)]:
        folded[0].doAccessibleAction(0)
        writer.toolkit.processEventsToIdle()
    return [part.getTitledBorderText() for part in within(deck) if part.getAccessibleName().startswith(ISSUE)]


def within(context: Any) -> Iterator[Any]:
    """Yield everything in a window or a part of one, itself first; of a menu and a document not what is in them."""
    yield context
    if context.getAccessibleRole() not in (MENU_BAR, DOCUMENT):
        for number in range(context.getAccessibleChildCount()):
            yield from within(context.getAccessibleChild(number).getAccessibleContext())


def is_panel(context: Any) -> bool:
    return bool(context.getAccessibleRole() == PANEL)


def is_folded(context: Any) -> bool:
    if context.getAccessibleRole() != CHECK_BOX or context.getAccessibleName() == "Direct Formatting":
        return False
    return bool(context.getAccessibleActionDescription(0) == "Check")


def names(context: Any) -> Iterator[str]:
    """Yield the names of everything in a window that says something, its own first."""
    for part in within(context):
        if part.getAccessibleName() and part.getAccessibleRole() not in (BUTTON, SCROLL_BAR):
            yield part.getAccessibleName()


def keys(writer: Writer) -> dict[str, Any]:
    """Go from the first line to the last: Tab through the cells of tables that have boxes, Down everywhere else."""
    held, before = controls(writer.document), sizes(writer.document)
    last = {table: before[table][-1] for table, _ in held}
    visited: list[int] = []
    place: tuple[str, str] | None = None
    height = -1
    writer.cursor.gotoStart(False)
    while height != writer.cursor.Position.Y:
        height = writer.cursor.Position.Y
        inside = place is not None and place[1] != last.get(place[0], place[1])
        writer.press(Key.TAB if inside else Key.DOWN)
        if writer.place() != place:
            place = writer.place()
            visited += held.get(place, []) if place else []
            height = -1
    return {"visited": visited, "before": before, "after": sizes(writer.document)}


def sizes(document: Any) -> dict[str, list[str]]:
    """Return the names of every table's cells."""
    tables = document.TextTables
    return {name: list(tables.getByName(name).CellNames) for name in tables.ElementNames}


def controls(document: Any) -> dict[tuple[str, str], list[int]]:
    """Return the numbers of the controls in each cell, counted through the text from 0."""
    found: dict[tuple[str, str], list[int]] = {}
    count = 0
    for table, cell, text in cells(document.Text):
        for paragraph in each(text):
            for portion in each(paragraph):
                if portion.TextPortionType == "ContentControl":
                    found.setdefault((table, cell), []).append(count)
                    count += 1
    return found


def cells(text: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield each table's cells in reading order, with their names."""
    for block in each(text):
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.CellNames:
                yield block.Name, name, block.getCellByName(name)


def each(container: Any) -> Iterator[Any]:
    found = container.createEnumeration()
    while found.hasMoreElements():
        yield found.nextElement()


WHAT = {"issues": issues, "keys": keys}
main(*sys.argv[1:])
