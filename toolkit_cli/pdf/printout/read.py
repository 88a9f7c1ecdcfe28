"""Reads a workbook that came back as print: its questions and answers stand on the pages, and in no field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from pikepdf import Pdf

from toolkit_cli.document.answers import BOX, emphasised
from toolkit_cli.document.assemble import Document, assembled
from toolkit_cli.document.questions import ANYWHERE, IsCode
from toolkit_cli.pdf.geometry import Rectangle, inverse, rectangle_moved
from toolkit_cli.pdf.printout import flat, regions, typed
from toolkit_cli.pdf.printout.areas import Area
from toolkit_cli.pdf.printout.flat import Sheet
from toolkit_cli.pdf.printout.pageletters import PageLetters, letters
from toolkit_cli.pdf.printout.pages import page_of
from toolkit_cli.pdf.printout.story import PrintedStory
from toolkit_cli.pdf.printout.views import STRAIGHT
from toolkit_cli.pdf.reading import annots, formanswers, showntext, wholefile
from toolkit_cli.pdf.reading.boxes import Box
from toolkit_cli.pdf.reading.drawnnotes import place_of
from toolkit_cli.pdf.reading.form import Form
from toolkit_cli.returned import UNREADABLE, Found, Note, Returned
from toolkit_cli.stamp import FIELD, Stamp
from toolkit_cli.ticks import EMPTY, FILLED, UNTICKED

PRINT = Note(
    "doubt",
    "the workbook came back as print, and was read off its pages: compare the answers, of which line breaks, spaces "
    "and hyphens at the ends of lines may differ",
)
FEW = 5  # boxes with drawings that get a note each; in more of them, a program has marked the pages
SAME = 1.0  # points within which boxes are of one height
FULL = "the box is full: if more was written, it is not on the page"
SPOILT = f"the file does not tell some letters here, which stand as {UNREADABLE}"


def read(pdf: Pdf, form: Form, stamp: Stamp | None, is_code: IsCode | None = None) -> Returned | None:
    """Return what is found on the pages of a PDF; None where no answer to a question stands there.

    `form` holds its annotations, `stamp` is that of its properties.
    """
    sheets = list(flat.sheets(pdf))
    words = letters(sheets, ANYWHERE)
    views = [each.view() for each in words or ()]
    if any(view != STRAIGHT for view in views):
        del words  # two lists of all letters would take twice the room
        sheets = list(flat.sheets(pdf, views=views))
        words = letters(sheets, ANYWHERE)
    if words is None:
        return None
    pages = _pages(sheets, words, form)
    made = PrintedStory(pages)
    lines = [("header", made.head), ("footer", made.foot)]
    returned = assembled(Document("pdf", made.story, lines, {FIELD: str(stamp)} if stamp else {}), is_code)
    if not any(map(_is_answered, returned.found)):
        return None
    notes = [PRINT, *_notes(sheets, made, returned), *_struck(sheets, pages, made)]
    if len(pdf.pages) > flat.MOST_PAGES:
        notes.append(Note("damage", f"no more than the first {flat.MOST_PAGES} pages were read"))
    others = ((page, each) for page, each in form.others if not typed.is_free_text(each))
    laid = annots.notes(others, partial(_boxes, sheets, pages, made), partial(showntext.shown, pdf))
    notes += (*(each.note for each in laid), *formanswers.off_pages(form), *wholefile.attached(pdf))
    notes += [wholefile.MENDED] if wholefile.is_mended(pdf) else []
    pictures = tuple(_pictures(sheets, pages, made))
    return replace(returned, notes=(*notes, *returned.notes), others=pictures, printed_out=True)


def _is_answered(found: Found) -> bool:
    """Say whether anything stands in a place beside empty boxes with their labels."""
    return any(line.strip() and not line.startswith(UNTICKED) for line in found.text.split("\n"))


def _pages(sheets: Sequence[Sheet], printed: Sequence[PageLetters], form: Form) -> list[Area]:
    drawn = [regions.of_shapes(sheet.shapes) for sheet in sheets]
    boxes = {sheet.number: found.boxes for sheet, found in zip(sheets, drawn, strict=True)}
    over, ticks = typed.over(form.annotations, sheets, boxes)
    made: list[Area] = []
    for sheet, words, found in zip(sheets, printed, drawn, strict=True):
        place = Rectangle(0.0, 0.0, sheet.width, sheet.height)
        found = replace(found, boxes=[*found.boxes, *ticks.get(sheet.number, ())])
        there = PageLetters([*words.page, *over.get(sheet.number, ())], words.fields)
        made.append(page_of(place, there, found, sheet.pictures))
    return made


def _boxes(sheets: Sequence[Sheet], pages: Sequence[Area], made: PrintedStory) -> dict[int, list[Box]]:
    """Return the boxes of answers by page, in places of the page's own, as annotations have them."""
    codes = {area: asked.code for area, asked in made.answers}
    boxes: dict[int, list[Box]] = defaultdict(list)
    for sheet, page in zip(sheets, pages, strict=True):
        for area in page.all():
            if code := codes.get(area):
                boxes[sheet.number].append(Box(rectangle_moved(area.place, inverse(sheet.base)), code, ""))
    return boxes


def _notes(sheets: Sequence[Sheet], made: PrintedStory, returned: Returned) -> Iterator[Note]:
    """Yield notes of what may be lost on the pages."""
    boxes = [(area, asked.code) for area, asked in made.answers if asked.is_of_form]
    heights = [area.place.height for area, _ in boxes if not area.is_full]
    for area, code in boxes:  # one that is higher than others may be as high as what was filled in
        if area.is_full and any(abs(area.place.height - height) < SAME for height in heights):
            yield Note("doubt", FULL, code=code)
    drawn = dict.fromkeys(asked.code for area, asked in made.answers if any(each.drawn for each in area.all()))
    if len(drawn) > FEW:
        yield Note("ink", f"in the boxes of {', '.join(drawn)}")
    else:
        yield from (Note("ink", code=code) for code in drawn)
    yield from (
        Note("picture", code=asked.code) for area, asked in made.answers for each in area.all() if each.pictures
    )
    yield from (Note("letters", SPOILT, code=found.code) for found in returned.found if UNREADABLE in found.text)
    for area, asked in made.answers:
        if marked := _emphasised(area):
            yield Note("doubt", emphasised(marked), code=asked.code)
    if damaged := [sheet.number for sheet in sheets if sheet.damaged]:
        yield Note("damage", "what stands there could not be read", place=place_of(damaged))


def _emphasised(area: Area) -> list[str]:
    """Return the options that somebody has put a colour behind where no box is ticked."""
    options = [line for line in area.lines if line.boxed or BOX.match(line.text)]
    boxes = [run.box.ticked for line in options for run in line.runs if run.box]
    if any(boxes) or any(line.text.lstrip()[:1] in set(FILLED) for line in options):
        return []
    letters = {line: [letter.middle for run in line.runs for letter in run.letters] for line in options}
    marked = [line for line in options if any(mark.holds(*at) for mark in area.marks for at in letters[line])]
    return [line.text.strip(f"{EMPTY} ") for line in marked] if len(marked) < len(options) else []


def _struck(sheets: Sequence[Sheet], pages: Sequence[Area], made: PrintedStory) -> Iterator[Note]:
    """Yield notes of what is struck out, which is left out of answers, as of a document's."""
    answers = {each: asked.code for area, asked in made.answers for each in area.all()}
    for sheet, page in zip(sheets, pages, strict=True):
        for area in page.all():
            if area.struck:
                code = answers.get(area, "")
                yield Note("struck", area.struck, code=code, place="" if code else f"page {sheet.number}")


def _pictures(sheets: Sequence[Sheet], pages: Sequence[Area], made: PrintedStory) -> Iterator[Note]:
    """Yield a note for each picture outside the answers, some of which are the workbook's."""
    answers = {each for area, _ in made.answers for each in area.all()}
    for sheet, page in zip(sheets, pages, strict=True):
        for area in page.all():
            if area not in answers:
                yield from (Note("picture", place=f"page {sheet.number}") for _ in range(area.pictures))
