"""Reports and comparisons in HTML: in Chromium no page is wider than its window, and checkers find nothing wrong."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from toolkit_cli.html.write import write
from toolkit_cli.kits import fields
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY
from toolkit_cli.reports import comparison, comparisonpage, tallies
from toolkit_cli.reports import page as report_page
from toolkit_cli.responses.response import Response

from ..programs import node_package, program, run
from ..reported import everything, made
from . import values
from .devtools import Chromium

PATIENCE = 20.0  # seconds
ADDRESS = "https://www.example.org/" + "a-guideline/that-nobody-types-by-hand/" * 5
WIDTHS = (1280, 390)


class Window:
    """A browser's window with a page of ours."""

    def __init__(self, browser: Chromium) -> None:
        page = next(each["targetId"] for each in browser.targets() if each["type"] == "page")
        self.browser, self.page = browser, browser.attach(page)

    def open(self, path: Path, width: int) -> None:
        self.browser.call(
            "Emulation.setDeviceMetricsOverride", self.page, width=width, height=900, deviceScaleFactor=1, mobile=False
        )
        self.browser.call("Page.navigate", self.page, url=path.as_uri())
        end = time.monotonic() + PATIENCE
        shown = f"location.href == {path.as_uri()!r} && document.readyState == 'complete'"
        while time.monotonic() < end and not self.says(shown):
            time.sleep(0.05)

    def says(self, expression: str) -> Any:
        """Return the value of an expression in JavaScript; of a promise, what it comes to."""
        done = self.browser.call(
            "Runtime.evaluate", self.page, expression=expression, returnByValue=True, awaitPromise=True
        )
        return done["result"].get("value")

    @property
    def too_wide(self) -> int:
        return int(self.says("Math.max(0, document.documentElement.scrollWidth - innerWidth)"))


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    with Chromium(program("chromium"), tmp_path_factory.mktemp("profile")) as browser:
        yield Window(browser)


def answered(name: str, **answers: str) -> Response:
    return Response({code.replace("_", "-"): value for code, value in answers.items()}, {"organisation": name})


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("least", [1, 5], ids=["with names", "without"])
def test_a_web_address_widens_no_comparison(
    tiny: Toolkit, window: Window, tmp_path: Path, width: int, least: int
) -> None:
    before = [answered("Programme North", A3=f"See {ADDRESS}", A1_notes="Short."), answered("Ö" * 90, A3="One.")]
    after = [answered("Programme North", A3="Two.", A1_notes=ADDRESS), answered("Ö" * 90, A3=ADDRESS)]
    page = comparisonpage.page(tiny, comparison.of(tiny, fields.known(tiny), before, after, least))
    path = tmp_path / "page.html"
    path.write_bytes(write(page, theme.load()))

    window.open(path, width)

    columns = "[...document.querySelectorAll('table')].map(t => [...t.rows[0].cells].map(c => c.offsetWidth).join())"
    widths = window.says(columns)
    assert window.too_wide == 0
    assert len(widths) == 2 and widths[0] == widths[1]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_web_address_widens_no_report(tiny: Toolkit, window: Window, tmp_path: Path, width: int) -> None:
    answers = {"A3": f"See {ADDRESS}", "A2": "yes", "D1-pros": ADDRESS}
    lines = {"organisation": ADDRESS, "role": ADDRESS, "country": ADDRESS}
    page, fill = report_page.page(tiny, tallies.of(tiny, fields.known(tiny), [Response(answers, lines)] * 5))
    path = tmp_path / "page.html"
    path.write_bytes(write(page, theme.load(), fill))

    window.open(path, width)

    assert window.too_wide == 0


def axed(window: Window) -> list[list[str]]:
    """Return what axe, a checker for accessibility, finds wrong with the page: each rule, and where it is broken."""
    window.says((node_package("axe-core") / "axe.min.js").read_text(encoding="utf-8") + "; 0")
    told = "({violations}) => violations.map(({id, nodes}) => [id, ...nodes.map(({html}) => html)])"
    found = window.says(f"axe.run(document).then({told})")
    assert isinstance(found, list)
    return found


@pytest.fixture(scope="module", params=[1, 5], ids=["with names", "without"])
def pages(request: pytest.FixtureRequest, shipped: Toolkit, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return a report and a comparison of answers to all that is asked, one of which holds every odd text."""
    known, least = fields.known(shipped), request.param
    odd = Response({"S1": "\n".join(values.TEXTS.values())}, {"organisation": "“A” & <B>"})
    before, after = [odd, *everything(known, 4)], [odd, *everything(known, 3)]
    compared = comparison.of(shipped, known, before, after, least)
    folder = tmp_path_factory.mktemp("pages")
    for name, (page, fill) in {
        "report": made(shipped, before, least=least),
        "comparison": (comparisonpage.page(shipped, compared), EMPTY),
    }.items():
        (folder / f"{name}.html").write_bytes(write(page, theme.load(), fill))
    return sorted(folder.iterdir())


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_wrong(pages: list[Path], window: Window, width: int) -> None:
    for path in pages:
        window.open(path, width)

        assert axed(window) == []


def test_axe_sees_what_is_wrong(pages: list[Path], window: Window, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(pages[0].read_bytes().replace(b' lang="en"', b"", 1))
    window.open(tmp_path / "page.html", WIDTHS[0])

    assert [rule for rule, *_ in axed(window)] == ["html-has-lang"]


def checked(*paths: Path) -> list[tuple[str, str]]:
    """Return the errors that W3C's checker of HTML finds, with the page's name; it warns of letters in answers."""
    checker = node_package("vnu-jar") / "build" / "dist" / "vnu.jar"
    wanted = ("--errors-only", "--exit-zero-always", "--stdout", "--format", "json")
    told = run(program("java"), "-jar", checker, *wanted, *paths)
    return [(message["url"].rpartition("/")[2], message["message"]) for message in json.loads(told)["messages"]]


def test_the_checker_of_w3c_finds_nothing_wrong_but_in_a_page_that_is(pages: list[Path], tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.html"
    wrong.write_bytes(pages[0].read_bytes().replace(b"</body>", b"</b></body>"))

    assert checked(*pages, wrong) == [("wrong.html", "Stray end tag “b”.")]
