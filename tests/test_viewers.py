"""What people see: letters that they type into the PDF, and every page as a picture, in several programs."""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageColor, ImageOps
from reportlab.pdfgen.canvas import Canvas

from toolkit_cli import formats
from toolkit_cli.kits import selection
from toolkit_cli.layout import theme
from toolkit_cli.layout.theme import MM
from toolkit_cli.pdf.writing.widgets import FIELD_SIZE

from .clients import form, renderers, screens
from .clients.form import Box
from .clients.pictures import Picture, contrast, darkness, difference, drawn, extremes, ink, likeness
from .clients.screens import LINE, RIM, SCALE, ZOOM, ChromiumScreen, PdfJsScreen
from .conftest import Folder, WriteFile

TYPED = {
    "R-organisation": "Ελληνικά: άέήίόύώ ΐΰ",
    "R-country": "čćžšđ ČĆŽŠĐ",
    "R-role": "Çelësi është këtu, ËÇ",
    "S1": "Ђорђе, Київ, ёъы",
    "S2": "łąęśźż ŁŻ ȘșȚț ĞğİıŞş",
}
Screen = ChromiumScreen | PdfJsScreen
OPEN: dict[str, Callable[[Path, Path], AbstractContextManager[Screen]]] = {
    "Chromium": screens.chromium,
    "pdf.js": screens.pdfjs,
}
NO_LETTER = "\u0378"  # in no face: drawn as a box
ALIKE, UNLIKE = 0.92, 0.6
ROUNDS = 3
FACE = theme.load().face("regular")
EM = FIELD_SIZE * SCALE

DPI = 72
SAME = 32  # the largest difference of two programs' pictures of a page, of 255
LEAST_INK = 0.003
NEAR = 8  # greys of 255: no more than between a sign and itself
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
SAMPLES = 4  # pages of a workbook that Chromium shows


@dataclass(frozen=True)
class Look:
    """What a program shows of the fields that are typed into, by code, and the face in which it sets the text."""

    pictures: Mapping[str, Picture]
    face: Path = FACE


@dataclass(frozen=True)
class Typed:
    """A workbook that was filled in and saved by a viewer, and what that viewer showed."""

    saved: Path
    looks: tuple[Look, ...]


@pytest.fixture(scope="module")
def blank(shipped_file: WriteFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The participants' workbook."""
    return Folder(tmp_path_factory.mktemp("blank")).write("blank.pdf", shipped_file("pdf", "participant"))


@pytest.fixture(scope="module")
def boxes(blank: Path) -> dict[str, Box]:
    found = form.boxes(blank)
    return {code: found[code, ""] for code in TYPED}


@pytest.fixture(scope="module", params=OPEN)
def typed(
    request: pytest.FixtureRequest, blank: Path, boxes: dict[str, Box], tmp_path_factory: pytest.TempPathFactory
) -> Typed:
    """The workbook filled in by clicks and keys; what a busy machine has dropped is typed again."""
    folder = tmp_path_factory.mktemp("typed")
    saved = folder / "saved.pdf"
    with OPEN[request.param](blank, folder / "profile") as screen:
        waiting = list(TYPED)
        for _ in range(ROUNDS):
            for code in waiting:
                screen.fill(boxes[code], TYPED[code])
            waiting = [code for code in waiting if not ink(screen.seen(boxes[code])).width]
        looks = on_screen(screen, boxes)
        saved.write_bytes(screen.save())
    return Typed(saved, looks)


def on_screen(screen: Screen, boxes: dict[str, Box]) -> tuple[Look, ...]:
    """Look closely at the fields; in pdf.js also at how they would be printed."""
    screen.zoom(ZOOM)
    seen = {code: screen.seen(box) for code, box in boxes.items()}
    if isinstance(screen, ChromiumScreen):
        return (Look(seen),)
    names = {name for box in boxes.values() for name in screen.faces(box)}
    assert len(names) == 1, names
    paper = {code: screen.paper(box) for code, box in boxes.items()}
    return Look(seen, screens.face_file(names.pop())), Look(paper)


def reopened(program: str, path: Path, boxes: dict[str, Box], folder: Path) -> tuple[Look, ...]:
    """Look at the fields of a saved file in another program, or in the same one."""
    if program in OPEN:
        with OPEN[program](path, folder / "profile") as screen:
            return on_screen(screen, boxes)
    paint, tall = renderers.ALL[program], renderers.size(path)[1]
    pages = {number: paint(path, round(72 * SCALE), number)[0] for number in {box.page for box in boxes.values()}}
    return (Look({code: cut(pages[box.page], box, tall) for code, box in boxes.items()}),)


def cut(page: Picture, box: Box, tall: float) -> Picture:
    """Return the first line of a field on a page of `tall` points, painted with SCALE pixels to the point."""
    left, _, _, top = box.rect
    sides = (left + RIM, tall - top + RIM, left + LINE[0], tall - top + LINE[1])
    first, upper, last, lower = (round(side * SCALE) for side in sides)
    return page.crop((first, upper, last, lower))


def assert_letters_show(looks: tuple[Look, ...]) -> None:
    assert looks
    for look in looks:
        for code, text in TYPED.items():
            seen = look.pictures[code]
            like = likeness(seen, drawn(text, look.face, EM))
            assert like >= ALIKE, f"{code}: {like}"
            assert like > likeness(seen, drawn(bare(text), look.face, EM)), f"{code}: without accents"
            for mark in (NO_LETTER, "?"):
                assert likeness(seen, drawn(mark * len(text), look.face, EM)) <= UNLIKE, f"{code}: {mark}"


def bare(text: str) -> str:
    """Return a text without its accents."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def test_what_is_typed_shows_while_the_workbook_is_open(typed: Typed) -> None:
    """What was seen, as the likeness of a line to what Pillow draws in the same face.

    Chromium 156 sets it in the face that is in the file: 0.98 to 0.99, after the box is left, when it is pale under the
    tint of all fields. Where the form has the face under another name than `/Wingdings`, Chromium takes other faces for
    all but Western letters and leaves some out: 0.28 to 0.36. pdf.js 5.6 lays boxes of HTML over the page, in the
    browser's own sans-serif face, here Liberation Sans: 0.97 to 0.99 of that face, 0.48 to 0.67 of the file's. It
    prints what is typed in the file's face: 0.97 to 0.99.
    """
    assert_letters_show(typed.looks)


@pytest.mark.parametrize("program", [*renderers.ALL, *OPEN])
def test_what_was_typed_and_saved_shows_whole_in_every_program(
    program: str, typed: Typed, boxes: dict[str, Box], tmp_path: Path
) -> None:
    """Both viewers save what was typed in the face that is in the file.

    Seen for both: 0.98 to 0.99 in poppler 22.12, above 0.99 in MuPDF 1.21, 0.96 to 0.99 in PDFium, 0.98 to 0.99 in
    Chromium; in pdf.js 0.97 to 0.99, on paper in the file's face and on the screen in the browser's.
    """
    assert_letters_show(reopened(program, typed.saved, boxes, tmp_path))


@pytest.mark.parametrize("text", TYPED.values())
def test_the_comparison_tells_letters_from_all_else(text: str) -> None:
    """Seen: up to 0.42 for boxes, 0.22 for question marks, 0.70 for other faces without serifs.

    Up to 0.89 for Roboto's bold face, and 0.31 to 0.99 for letters without accents: two in the Cyrillic line have any.
    """
    wanted = drawn(text, FACE, EM)

    assert likeness(on_paper(wanted), wanted) > 0.999
    assert likeness(Image.new("L", (500, 60), 255), wanted) == 0
    assert likeness(on_paper(drawn(bare(text), FACE, EM)), wanted) < 0.995
    for mark in (NO_LETTER, "?"):
        assert likeness(on_paper(drawn(mark * len(text), FACE, EM)), wanted) < UNLIKE
    for style in ("bold", "italic"):
        assert likeness(on_paper(drawn(text, theme.load().face(style), EM)), wanted) < ALIKE


def on_paper(text: Picture) -> Picture:
    return ImageOps.expand(ImageChops.invert(text), 10, 255)


@pytest.fixture(scope="module", params=[(name, edition) for name in formats.NAMES for edition in selection.EDITIONS])
def paper(
    request: pytest.FixtureRequest,
    shipped_file: WriteFile,
    shipped_print: Callable[[str], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Each workbook as a PDF: a DOCX as LibreOffice prints it."""
    name, edition = request.param
    if name == "docx":
        return shipped_print(edition)
    return Folder(tmp_path_factory.mktemp("paper")).write("workbook.pdf", shipped_file(name, edition))


@functools.cache
def painted(program: str, path: Path) -> list[Picture]:
    return renderers.ALL[program](path, DPI)


def test_every_page_looks_the_same_in_every_program(paper: Path) -> None:
    """Seen: at most 22; a line of text that is not there makes 29 to 48, a box that is not there 45 to 73."""
    first, *others = [painted(program, paper) for program in renderers.ALL]

    for pages in others:
        differences = [difference(*pair) for pair in zip(first, pages, strict=True)]
        assert max(differences) <= SAME, differences.index(max(differences)) + 1


def test_chromium_shows_the_same_pages_at_100_percent(paper: Path, tmp_path: Path) -> None:
    """Seen: at most 26; the tint that Chromium lays over the fields does not count."""
    printed = painted("poppler", paper)
    with screens.chromium(paper, tmp_path / "profile") as screen:
        screen.widen()
        assert screen.pages() == len(printed)
        for number in range(0, len(printed), len(printed) // (SAMPLES - 1)):
            assert difference(screen.sheet(number), printed[number]) <= SAME, number + 1


def test_every_renderer_paints_something_on_every_page(paper: Path) -> None:
    """Seen: 0.0053 on a page with one box between its running lines."""
    for program in renderers.ALL:
        assert [number for number, page in enumerate(painted(program, paper), 1) if darkness(page) < LEAST_INK] == []


def test_no_word_lies_outside_the_paper(paper: Path) -> None:
    words = renderers.words(paper)

    assert len(words) > 5000
    assert outside(words, *renderers.size(paper)) == []


def outside(words: list[renderers.Word], wide: float, tall: float) -> list[str]:
    """Return the words that are cut by the edge of the paper or lie beyond it."""
    return [
        word.text for word in words if word.box[0] < 0 or word.box[1] < 0 or word.box[2] > wide or word.box[3] > tall
    ]


def test_every_word_can_be_read_in_grey(paper: Path) -> None:
    """Seen: at least 5.3, for figures on a bar of a chart; 5.7 for codes on a kit's tint.

    The head line of a page that begins with a band may lie under the band.
    """
    pages = painted("poppler", paper)
    read = [(word, readable(word, pages[word.page])) for word in renderers.words(paper)]

    assert [(word.text, word.page + 1, seen) for word, seen in read if 1 < seen < LEAST_CONTRAST] == []
    assert [word.text for word, seen in read if seen == 1 and word.box[3] > theme.load().margins.top * MM] == []


def readable(word: renderers.Word, page: Picture) -> float:
    """Return the contrast of a word with the grey of its ground; 1 where nothing is seen."""
    place = page.crop(around(word, 1))
    low, high = extremes(place)
    return contrast(word.grey, ground(word, page)) if low < high else 1.0


def ground(word: renderers.Word, page: Picture) -> int:
    """Return the grey that most of a word's place has, or most of the rim of a sign that fills its place."""
    inside = page.crop(around(word, 1)).histogram()
    most = max(range(256), key=lambda level: inside[level])
    if abs(most - word.grey) > NEAR:
        return most
    outside = page.crop(around(word, 3)).histogram()
    return max(range(256), key=lambda level: outside[level] - inside[level])


def around(word: renderers.Word, rim: int) -> tuple[int, int, int, int]:
    """Return a word's place on its picture with `rim` pixels at its sides, and one less above and below."""
    left, top, right, bottom = (side * DPI / 72 for side in word.box)
    return int(left) - rim, int(top) - rim + 1, int(right) + 1 + rim, int(bottom) + rim


def test_what_is_typed_can_be_read_in_grey() -> None:
    colours = theme.load().colours

    assert contrast(grey(colours.text), grey(colours.box)) >= LEAST_CONTRAST


def grey(colour: str) -> int:
    level = ImageColor.getcolor(colour, "L")
    assert isinstance(level, int)
    return level


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A page with words that are well, cut, hidden and pale."""
    path = tmp_path / "sheet.pdf"
    canvas = Canvas(str(path), pagesize=(300, 200))
    canvas.drawString(20, 150, "well")
    canvas.drawString(290, 150, "cut")
    canvas.drawString(20, 100, "hidden")
    canvas.rect(10, 90, 100, 30, fill=1)
    canvas.setFillGray(0.6)
    canvas.drawString(20, 50, "pale")
    canvas.setFillGray(0.98)
    canvas.drawString(70, 50, "paler")
    canvas.setFillGray(1)
    canvas.drawString(70, 100, "over")
    canvas.save()
    return path


def test_a_word_that_is_cut_is_seen(sheet: Path) -> None:
    assert outside(renderers.words(sheet), *renderers.size(sheet)) == ["cut"]


def test_a_word_that_is_pale_is_seen(sheet: Path) -> None:
    page = renderers.in_pdfium(sheet, DPI)[0]

    seen = {word.text: readable(word, page) for word in renderers.words(sheet)}
    assert seen["well"] == seen["over"] == pytest.approx(21)
    assert seen["hidden"] == 1 < seen["paler"] < seen["pale"] < LEAST_CONTRAST


def test_a_page_that_has_lost_a_line_is_not_the_same(blank: Path) -> None:
    whole, number = painted("poppler", blank), 7
    rows = Counter(word.box[3] for word in renderers.words(blank) if word.page == number)
    bottom = rows.most_common(1)[0][0]

    lacking = whole[number].copy()
    lacking.paste(255, (0, int(bottom) - 12, lacking.width, int(bottom)))
    assert difference(whole[number], whole[number]) == 0
    assert difference(lacking, whole[number]) > SAME
