"""Chromium's own PDF viewer, without a window, driven as a person does: clicks, keys, its button to save."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf

from ..programs import program
from .devtools import Chromium
from .form import Box

SCRIPT = Path(__file__).with_name("viewer.js")
PATIENCE = 20.0  # seconds
SETTLE = 0.1
MOST_KEYS = 500
MARGIN = 15  # points from the paper's left edge, where no box is


class Viewer:
    """The viewer with an open PDF, a pointer and a keyboard."""

    def __init__(self, browser: Chromium, path: Path) -> None:
        self.browser = browser
        self.settle = SETTLE
        with pikepdf.open(path) as pdf:
            self.size = [float(side) for side in pdf.pages[0].MediaBox[2:]]
        page = next(each["targetId"] for each in browser.targets() if each["type"] == "page")
        self.page = browser.attach(page)
        browser.call("Page.navigate", self.page, url=path.as_uri())
        self.frame = browser.attach(wait(self._frame))
        wait(lambda: self.says("document.querySelector('pdf-viewer')?.loadState_ === 'success'"))
        self.says(SCRIPT.read_text(encoding="utf-8"))

    def _frame(self) -> str:
        frames = (each for each in self.browser.targets() if each["url"].startswith("chrome-extension:"))
        return next((frame["targetId"] for frame in frames), "")

    def says(self, expression: str) -> Any:
        """Evaluate a line of JavaScript in the viewer."""
        done = self.browser.call(
            "Runtime.evaluate",
            self.frame,
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
            userGesture=True,
        )
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def click(self, box: Box) -> None:
        """Scroll to a box, and click into it when the page stands still."""
        x, y = box.middle
        wide, tall = self.size
        time.sleep(self.settle)
        self.says(f"show({box.page}, {x}, {y}, {tall})")
        time.sleep(self.settle)
        self.press(*self.says(f"place({box.page}, {x}, {y}, {wide}, {tall})"))
        time.sleep(self.settle)

    def press(self, x: float, y: float) -> None:
        for kind, pressed in (("mouseMoved", "none"), ("mousePressed", "left"), ("mouseReleased", "left")):
            self.browser.call("Input.dispatchMouseEvent", self.page, type=kind, x=x, y=y, button=pressed, clickCount=1)

    def fill(self, box: Box, text: str) -> None:
        """Type a text into a box, or paste one that is too long to type, and leave the box by a click beside it.

        Seen in Chromium 156: driven so fast, without that click many texts are lost where another page comes next.
        """
        if len(text) > MOST_KEYS:
            self.copy(text)
        self.click(box)
        if len(text) > MOST_KEYS:
            self.press_control("v", "paste")
        else:
            self.type(text)
        self.press(*self.says(f"place({box.page}, {MARGIN}, {box.middle[1]}, {self.size[0]}, {self.size[1]})"))
        time.sleep(2 * self.settle)

    def press_control(self, letter: str, command: str) -> None:
        code = ord(letter.upper())
        press = {"type": "keyDown", "key": letter, "windowsVirtualKeyCode": code, "modifiers": 2}
        self.browser.call("Input.dispatchKeyEvent", self.page, **press, commands=[command])
        time.sleep(self.settle)

    def type(self, text: str) -> None:
        """Type a text, a key for each letter."""
        for letter in text.replace("\n", "\r"):
            self.key(letter)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        self.says(f"copy({json.dumps(text)})")

    def key(self, letter: str) -> None:
        self.browser.call("Input.dispatchKeyEvent", self.page, type="char", text=letter)

    def save(self) -> bytes:
        """Press the viewer's button, and choose the file with the changes."""
        self.says("saved.length = 0, done = false, true")
        wait(lambda: self.says("viewer.hasEdits_"))
        for name in ("#save", "#save-edited"):
            time.sleep(0.5)
            self.press(*self.says(f"button('{name}')"))
        assert wait(lambda: self.says("done"))
        return base64.b64decode(self.says("file()"))


def wait(ready: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Return what `ready` returns as soon as it is something, or what it returned at the end."""
    end = time.monotonic() + patience
    while not (found := ready()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


@contextmanager
def viewer(path: Path, profile: Path) -> Iterator[Viewer]:
    with Chromium(program("chromium"), profile) as browser:
        yield Viewer(browser, path)
