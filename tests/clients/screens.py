"""What is seen on the screen: pictures of Chromium's own PDF viewer, and of pdf.js, which Firefox uses."""

from __future__ import annotations

import base64
import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from PIL import Image

from ..programs import node_package, program, run
from .chromium import MARGIN, Viewer, wait
from .devtools import Chromium
from .form import Box
from .pictures import Picture, extremes

VIEWER = Path(__file__).with_name("viewer_pdfjs.html")
ZOOM = 3  # a picture has so many pixels to the point where 100 % are 4/3
SCALE = ZOOM * 4 / 3
PAUSE = 0.15  # seconds between two pictures that have to be alike
LONG = 5.0  # seconds: what shows nothing by then is empty
LINE = (130.0, 18.0)  # points of a field that are looked at: room for the texts that are typed
RIM = 0.5  # points inside a field's edge that are left out: a shadow of pdf.js
MOST = 1400  # pixels of the window, which shows a whole page at 100 %


def still(take: Callable[[], Picture]) -> Picture:
    """Take pictures until two are alike and show something; what stays empty for long is empty."""
    end, seen = time.monotonic() + LONG, take()
    while time.monotonic() < end:
        time.sleep(PAUSE)
        before, seen = seen, take()
        low, high = extremes(seen)
        if low < high and seen.tobytes() == before.tobytes():
            break
    return seen


def photograph(browser: Chromium, page: str, x: float, y: float, width: float, height: float) -> Picture:
    """Return a part of the screen; lengths are in pixels."""
    clip = {"x": x, "y": y, "width": width, "height": height, "scale": 1}
    return picture_of(browser.call("Page.captureScreenshot", page, format="png", clip=clip)["data"])


def picture_of(data: str) -> Picture:
    return Image.open(io.BytesIO(base64.b64decode(data))).convert("L")


class ChromiumScreen(Viewer):
    """Chromium's viewer, looked at."""

    def zoom(self, times: float) -> None:
        self.says(f"viewer.viewport.setZoom({times})")

    def widen(self) -> None:
        """Make the window so large that a page is seen as a whole at 100 %."""
        window = {"width": MOST, "height": MOST, "deviceScaleFactor": 1, "mobile": False}
        self.browser.call("Emulation.setDeviceMetricsOverride", self.page, **window)

    def pages(self) -> int:
        return int(self.says("viewer.viewport.pageDimensions_.length"))

    def seen(self, box: Box) -> Picture:
        """Return the first line of a field, at the zoom that is set: SCALE pixels to the point at ZOOM."""
        left, _, _, top = box.rect
        self.says(f"viewer.viewport.goToPageAndXy({box.page}, 0, {(self.size[1] - top) * 4 / 3 - 20})")
        return self._seen(box.page, left + RIM, top - RIM, left + LINE[0], top - LINE[1])

    def sheet(self, page: int) -> Picture:
        """Return a whole page."""
        self.says(f"viewer.viewport.goToPage({page})")
        return self._seen(page, 0, self.size[1], self.size[0], 0)

    def _seen(self, page: int, left: float, top: float, right: float, bottom: float) -> Picture:
        def take() -> Picture:
            (x, y), (end, low) = (self._place(page, *point) for point in ((left, top), (right, bottom)))
            return photograph(self.browser, self.page, x, y, end - x, low - y)

        return still(take)

    def _place(self, page: int, x: float, y: float) -> tuple[float, float]:
        across, down = self.says(f"place({page}, {x}, {y}, {self.size[0]}, {self.size[1]})")
        return across, down


@contextmanager
def chromium(path: Path, profile: Path) -> Iterator[ChromiumScreen]:
    with Chromium(program("chromium"), profile) as browser:
        yield ChromiumScreen(browser, path)


class PdfJsScreen(Viewer):
    """The viewer of pdf.js in a page of Chromium: the fields are those of HTML, over the painted page."""

    def __init__(self, browser: Chromium, address: str) -> None:
        self.browser = browser
        target = next(each["targetId"] for each in browser.targets() if each["type"] == "page")
        self.page = self.frame = browser.attach(target)
        browser.call("Page.navigate", self.page, url=address)
        assert wait(lambda: self.says("globalThis.ready"))

    def fill(self, box: Box, text: str) -> None:
        """Click into a field, type a key for each letter, and leave the field by a click beside it."""
        assert wait(lambda: self._enter(box))
        self.type(text)
        _, y, _, height = self._field(box)
        self.press(MARGIN, y + height / 2)

    def _enter(self, box: Box) -> bool:
        """Click into a field; a click is lost while the page is still on the move."""
        x, y, width, height = self._field(box)
        self.press(x + width / 2, y + height / 2)
        return bool(self.says(f"document.activeElement.name === {json.dumps(box.name)}"))

    def seen(self, box: Box) -> Picture:
        """Return the first line of a field as it is on the screen: SCALE pixels to the point at ZOOM."""
        rim, (width, height) = RIM * SCALE, LINE

        def take() -> Picture:
            x, y, _, _ = self._field(box)
            size = (width * SCALE - rim, height * SCALE - rim)
            return photograph(self.browser, self.page, x + rim, y + rim, *size)

        return still(take)

    def paper(self, box: Box) -> Picture:
        """Return the first line of a field as it is printed: painted, with what has been typed and not yet saved."""
        left, _, _, top = box.rect
        place = f"{box.page + 1}, {left + RIM}, {top - RIM}, {LINE[0] - RIM}, {LINE[1] - RIM}, {SCALE}"
        return picture_of(self.says(f"paper({place})"))

    def zoom(self, times: float) -> None:
        self.says(f"viewer.currentScale = {times}")

    def save(self) -> bytes:
        return base64.b64decode(self.says("saved()"))

    def faces(self, box: Box) -> set[str]:
        """Return the PostScript names of the faces in which a field's text stands on the screen."""
        self._field(box)
        for part in ("DOM", "CSS"):
            self.browser.call(f"{part}.enable", self.page)
        root = self.browser.call("DOM.getDocument", self.page)["root"]["nodeId"]
        node = self.browser.call("DOM.querySelector", self.page, nodeId=root, selector=_selector(box))["nodeId"]
        described = self.browser.call("DOM.describeNode", self.page, nodeId=node, depth=-1, pierce=True)["node"]
        below = {"backendNodeIds": list(_nodes(described))}
        nodes = self.browser.call("DOM.pushNodesByBackendIdsToFrontend", self.page, **below)["nodeIds"]
        found = [self.browser.call("CSS.getPlatformFontsForNode", self.page, nodeId=each)["fonts"] for each in nodes]
        return {font["postScriptName"] for fonts in found for font in fonts}

    def _field(self, box: Box) -> tuple[float, float, float, float]:
        """Scroll to a field and return where it is on the screen: left, top, width and height in pixels."""
        selector = json.dumps(_selector(box))
        self.says(f"viewer.scrollPageIntoView({{ pageNumber: {box.page + 1} }})")
        assert wait(lambda: self.says(f"document.querySelector({selector}) !== null"))
        x, y, width, height = self.says(f"place({selector})")
        return x, y, width, height


def _selector(box: Box) -> str:
    return f'[name="{box.name}"]'


def _nodes(node: dict[str, Any]) -> Iterator[int]:
    yield node["backendNodeId"]
    for below in (*node.get("children", ()), *node.get("shadowRoots", ())):
        yield from _nodes(below)


@contextmanager
def pdfjs(path: Path, profile: Path) -> Iterator[PdfJsScreen]:
    """Open a PDF in pdf.js: its files come to the browser from this very process."""
    chrome, package = program("chromium"), node_package("pdfjs-dist")
    with served({"/": VIEWER, "/file.pdf": path, "/package": package}) as address, Chromium(chrome, profile) as browser:
        yield PdfJsScreen(browser, address)


@contextmanager
def served(places: dict[str, Path]) -> Iterator[str]:
    """Serve files, and folders by the first part of the address, to this computer only."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Shelf, places)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class _Shelf(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def __init__(self, places: dict[str, Path], *rest: Any) -> None:
        self.places = places
        super().__init__(*rest)

    def translate_path(self, path: str) -> str:
        first, _, below = path.partition("?")[0].removeprefix("/").partition("/")
        return str(self.places.get(f"/{first}", Path("nowhere")) / below)

    def log_message(self, *_: object) -> None:
        pass


def face_file(postscript_name: str) -> Path:
    """Return the file of a face that is installed."""
    return Path(run(program("fc-match"), "-f", "%{file}", f":postscriptname={postscript_name}"))
