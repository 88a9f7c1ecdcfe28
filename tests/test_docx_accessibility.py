"""The DOCX for people who read with their ears, or who see or move badly: by rules, and through LibreOffice."""

from __future__ import annotations

import copy
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from lxml import etree

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.kits import fields, selection, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.kits.values import Value
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY, Fill
from toolkit_cli.layout.page import FieldBox, Page, walk
from toolkit_cli.responses import filling
from toolkit_cli.responses.response import Response

from . import accessibility as rules
from .accessibility import Docx, problems
from .lettering import NS, W
from .programs import missing, program, run, system_python
from .trees import Element, every, holder

SCRIPT = Path(__file__).with_name("clients") / "office_access.py"
DOCUMENT, STYLES, SETTINGS, CORE = "word/document.xml", "word/styles.xml", "word/settings.xml", "docProps/core.xml"
SOME = ("IF1", "S3", "S3a", "S10", "G1", "D1")
# An answer is a person's own: no checker is to complain of it.
TYPED = "We kept on working.\n- by phone\n1. by post\n\n\n   see here"
ANSWERS: Mapping[str, Value] = {"text": TYPED, "line": "North", "count": "14", "date": "2021-03-07"}
FILLS = {"blank": (), "prefilled": ("North",), "merged": ("North", "South"), "unattributed": ("North", "")}
# What LibreOffice 7.4's Accessibility Check says of every document that has such things.
WRONG_ISSUES = (
    "Hyperlink text is the same as the link address '#",  # said of each link within a document, whatever it is called
    "No alt text for graphic",  # it looks for a title only, and not for the description
    "Avoid using tabs for formatting.",  # said of contents whose lines have a kit's mark, a title and a page
    "Avoid newlines to create space.",  # said of the cover's header and footer, which are empty
)
LEVELS = {  # as older and newer LibreOffices say it
    "Keep headings' levels ordered. Heading level 3 must not go after 1.",
    "A heading with outline level 3 must not follow a heading with outline level 1.",
}
# Where something was read stands with its address: on paper nobody can follow a link.
WANTED_ISSUES = ("Hyperlink text is the same as the link address 'http",)


def filled(toolkit: Toolkit, *names: str) -> Fill:
    """Return what responses that answer every field fill in; of one without a name nothing is attributed."""
    if not names:
        return EMPTY
    said = words.of(toolkit)
    asked = fields.of(toolkit, said)
    given = {code: field.options[-1].code if field.options else ANSWERS[field.kind] for code, field in asked.items()}
    responses = [Response(given, {"organisation": name}) for name in names]
    return filling.fill(responses, toolkit, asked, said, unattributed="" in names)


def written(page: Page, fill: Fill = EMPTY) -> bytes:
    return formats.write("docx", page, theme.load(), fill)


@pytest.fixture(scope="module")
def some(shipped: Toolkit) -> Page:
    """A few items of every kind."""
    return build.page(Selection(only=SOME).of(shipped), "facilitator")


@pytest.fixture(scope="module")
def workbook(some: Page) -> bytes:
    return written(some)


@pytest.mark.parametrize("names", FILLS.values(), ids=FILLS.keys())
@pytest.mark.parametrize("edition", selection.EDITIONS)
def test_a_workbook_has_no_problems(shipped: Toolkit, edition: str, names: tuple[str, ...]) -> None:
    fill = filled(shipped, *names)

    assert problems(written(build.page(shipped, edition, fill), fill)) == []


def test_a_workbook_of_every_kind_of_field_has_no_problems(tiny: Toolkit) -> None:
    assert problems(written(build.page(tiny, "facilitator"))) == []


@dataclass(frozen=True)
class Change:
    """Something done to a part of a good file, the rule that has to see it, and what that says."""

    rule: Callable[[Docx], Iterable[str]]
    act: Callable[[Element], object]
    says: str
    part: str = DOCUMENT


def first(root: Element, path: str) -> Element:
    """Return the first element at an XPath, which has to be there."""
    found = every(root, path, NS)
    assert found, path
    return found[0]


def mark(path: str, name: str, new: str) -> Callable[[Element], object]:
    """Return what sets an attribute of WordprocessingML."""
    return lambda root: first(root, path).set(f"{W}{name}", new)


def drop(path: str) -> Callable[[Element], object]:
    def act(root: Element) -> None:
        found = first(root, path)
        holder(found).remove(found)

    return act


def put(path: str, xml: str) -> Callable[[Element], object]:
    """Return what puts a piece of XML at the end of an element."""
    return lambda root: first(root, path).append(_parsed(xml))


def after(path: str, xml: str) -> Callable[[Element], object]:
    return lambda root: first(root, path).addnext(_parsed(xml))


def _parsed(xml: str) -> Element:
    """Return an element whose name's prefix is one of ours."""
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in NS.items())
    return etree.fromstring(re.sub(r"^<[\w:]+", rf"\g<0> {spaces}", xml))


def say(path: str, text: str) -> Callable[[Element], object]:
    """Return what puts words in the place of an element's own."""

    def act(root: Element) -> None:
        for number, piece in enumerate(first(root, path).iter(f"{W}t")):
            piece.text = "" if number else text

    return act


def styled(path: str, style: str) -> Callable[[Element], object]:
    return mark(f"{path}/w:pPr/w:pStyle", "val", style)


def untitled(root: Element) -> None:
    first(root, "//*[local-name()='title']").text = " "


def headless(root: Element) -> None:
    for each in root.iter(f"{W}pStyle"):
        if each.get(f"{W}val", "").startswith("Heading"):
            each.set(f"{W}val", "BodyText")


def nested(root: Element) -> None:
    first(root, "//w:tc").insert(1, copy.deepcopy(first(root, "//w:tbl[last()]")))


def floating(root: Element) -> None:
    first(root, "//wp:inline").tag = f"{{{NS['wp']}}}anchor"


def described(text: str) -> Callable[[Element], object]:
    return lambda root: first(root, "//wp:docPr").set("descr", text)


HEADING, BODY, CELL = (f"//w:p[w:pPr/w:pStyle/@w:val='{style}']" for style in ("Heading2", "BodyText", "TableText"))
DATA = "//w:tbl[count(w:tblGrid/w:gridCol) > 1]"
GAP = "//w:p[w:pPr/w:pStyle/@w:val='Gap']"
TICK, BOX = "//w:sdt[w:sdtPr/w14:checkbox]", "//w:sdt[not(w:sdtPr/w14:checkbox)]"
INSIDE, OUTSIDE = "//w:hyperlink[@w:anchor]", "//w:hyperlink[not(@w:anchor)]"
DECORATIVE = '<decorative:decorative val="1"/>'
CHANGES = (
    Change(rules.title, untitled, "no title", CORE),
    Change(rules.language, drop("//w:docDefaults//w:lang"), "the styles name no language", STYLES),
    Change(rules.language, mark("//w:themeFontLang", "val", "fr"), "the settings say", SETTINGS),
    Change(rules.headings, styled(HEADING, "Heading3"), "level 3 after one of level 1"),
    Change(rules.headings, say(HEADING, " "), "a heading of level 2 is empty"),
    Change(rules.headings, put(f"{BODY}/w:pPr", '<w:outlineLvl w:val="1"/>'), "not by both"),
    Change(rules.headings, drop("//w:style[@w:styleId='Heading2']//w:outlineLvl"), "not by both", STYLES),
    Change(rules.headings, headless, "no headings"),
    Change(rules.placed_headings, styled(CELL, "Heading3"), "a heading in a table"),
    Change(rules.tables, put("//w:tcPr", '<w:gridSpan w:val="2"/>'), "merged cells"),
    Change(rules.tables, put("//w:tcPr", "<w:vMerge/>"), "merged cells"),
    Change(rules.tables, drop(f"{DATA}/w:tr[2]/w:tc[2]"), "rows of differently many cells"),
    Change(rules.tables, nested, "stands in a table"),
    Change(rules.header_rows, drop(f"{DATA}/w:tr[1]//w:tblHeader"), "no header row"),
    Change(rules.header_rows, put(f"{DATA}/w:tr[last()]/w:trPr", "<w:tblHeader/>"), "not at its top"),
    Change(rules.cells, say(f"{DATA}/w:tr[2]/w:tc[2]", " "), "an empty cell"),
    Change(rules.pictures, described(" "), "no alternative text"),
    Change(rules.pictures, described("chart1.png"), "a file's name"),
    Change(rules.pictures, floating, "does not stand in the line"),
    Change(rules.pictures, put("//w:r", "<w:pict/>"), "many programs do not read"),
    Change(rules.controls, mark(f"{BOX}//w:alias", "val", "S3a"), "is called 'S3a' and not"),
    Change(rules.controls, mark(f"{BOX}//w:alias", "val", "R-organisation …"), "is called"),
    Change(rules.controls, mark(f"{TICK}//w:alias", "val", "S3 Yes: Something else"), "is called 'S3 Yes: Something"),
    Change(rules.controls, drop(f"{TICK}//w:alias"), "is called ''"),
    Change(rules.controls, mark(f"{TICK}//w:tag", "val", "S3#no"), "2 controls have the tag 'S3#no'"),
    Change(rules.empty_paragraphs, after(BODY, "<w:p/>"), "an empty paragraph"),
    Change(rules.empty_paragraphs, say(BODY, "\u00a0 "), "an empty paragraph"),
    Change(rules.empty_paragraphs, after(GAP, "<w:p/>"), "an empty paragraph"),
    Change(rules.empty_paragraphs, mark(f"{GAP}//w:spacing", "line", "60"), "an empty paragraph"),
    Change(rules.empty_paragraphs, mark(f"{GAP}//w:spacing", "lineRule", "atLeast"), "an empty paragraph"),
    Change(rules.links, say(INSIDE, "Click here."), "only called 'Click here.'"),
    Change(rules.links, say(OUTSIDE, ""), "only called ''"),
    Change(rules.links, mark(INSIDE, "anchor", "h_nowhere"), "leads nowhere"),
    Change(rules.links, lambda root: first(root, OUTSIDE).attrib.clear(), "leads nowhere"),
    Change(rules.links, drop("//w:bookmarkStart[@w:name='h_G1']"), "leads nowhere"),
    Change(rules.links, mark(OUTSIDE, "tooltip", "A page"), "has no name"),
    Change(rules.contrast, mark("//w:style[@w:styleId='Band0']//w:color", "val", "5F87B3"), "hard to read", STYLES),
    Change(rules.contrast, mark("//w:docDefaults//w:color", "val", "999999"), "999999 on FFFFFF is 2.8 to 1", STYLES),
    Change(rules.contrast, mark("//w:tc//w:shd", "fill", "9B1C1C"), "hard to read"),
    Change(rules.contrast, mark("//w:p//w:shd", "fill", "auto"), "FFFFFF on FFFFFF is 1.0 to 1"),
    Change(rules.lists, say(BODY, "• a point"), "a list's mark"),
    Change(rules.lists, say(BODY, "2. a point"), "a list's mark"),
    Change(rules.looks, put("//w:r", "<w:rPr><w:b/></w:rPr>"), "a look of its own"),
    Change(rules.looks, put("//w:style[@w:styleId='Question']", "<w:rPr><w:b/></w:rPr>"), "a look of its own", STYLES),
)


def changed(data: bytes, part: str, act: Callable[[Element], object]) -> bytes:
    """Return a file with one part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            held = source.read(name)
            if name == part:
                root = etree.fromstring(held)
                act(root)
                held = etree.tostring(root)
            target.writestr(name, held)
    return made.getvalue()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change.rule.__name__}: {change.says}")
def test_a_rule_sees_what_breaks_it(workbook: bytes, change: Change) -> None:
    found = list(change.rule(Docx(changed(workbook, change.part, change.act))))

    assert any(change.says in problem for problem in found), found


def test_the_file_that_is_changed_has_no_problems(workbook: bytes) -> None:
    assert problems(changed(workbook, DOCUMENT, lambda root: None)) == []


def test_every_rule_is_seen_to_fail() -> None:
    assert {change.rule for change in CHANGES} == set(rules.RULES)


def test_large_letters_need_less_contrast(workbook: bytes) -> None:
    def grey(style: str) -> bytes:
        look, colour = f"//w:style[@w:styleId='{style}']/w:rPr", _parsed('<w:color w:val="8A8A8A"/>')
        return changed(workbook, STYLES, lambda root: first(root, look).insert(0, colour))

    assert problems(grey("Heading2")) == []
    assert "8A8A8A on FFFFFF is 3.5 to 1" in problems(grey("Caption"))[0]


def test_a_picture_that_is_decoration_needs_no_words(workbook: bytes) -> None:
    def decorate(root: Element) -> None:
        first(root, "//wp:docPr").attrib.pop("descr")
        first(root, "//wp:docPr").append(_parsed(DECORATIVE))

    assert problems(changed(workbook, DOCUMENT, decorate)) == []


@pytest.fixture(scope="module", params=selection.EDITIONS)
def office(request: pytest.FixtureRequest, shipped: Toolkit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF/UA that LibreOffice makes of a workbook."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "workbook.docx").write_bytes(written(build.page(shipped, request.param)))
    return pdf_ua(folder / "workbook.docx")


def pdf_ua(document: Path) -> Path:
    """Export a document from LibreOffice as PDF/UA, in a profile of its own."""
    asked = {name: {"type": "boolean", "value": "true"} for name in ("PDFUACompliance", "ExportFormFields")}
    profile = f"-env:UserInstallation={(document.parent / 'profile').as_uri()}"
    kind = f"pdf:writer_pdf_Export:{json.dumps(asked)}"
    run(program("soffice"), profile, "--headless", "--convert-to", kind, "--outdir", document.parent, document)
    return document.with_suffix(".pdf")


def broken(path: Path) -> set[str]:
    """Return the rules of PDF/UA-1 that a file breaks."""
    try:
        checker = import_module("page")
    except ImportError:
        missing("the package page-validation")
    return {failure.rule_id for failure in checker.validate_pdf(str(path)).failures}


def tagged(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each structure element's type and its alternative text, in reading order."""
    with pikepdf.open(path) as pdf:
        roles = {str(name): str(kind) for name, kind in pdf.Root.StructTreeRoot.RoleMap.items()}
        waiting = [pdf.Root.StructTreeRoot.K]
        while waiting:
            each = waiting.pop()
            if isinstance(each, pikepdf.Array):
                waiting += reversed(list(each))
            elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
                yield roles.get(str(each.S), str(each.S)), str(each.get("/Alt", ""))
                waiting.append(each.get("/K", pikepdf.Array()))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the rules that LibreOffice breaks in any document that has a heading, links and a box to tick."""
    plain = docx.Document()
    plain.core_properties.title, plain.core_properties.language = "Plain", "en-US"
    paragraph = plain.add_heading("A heading", 1)._p
    paragraph.get_or_add_pPr().append(_parsed('<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1"/></w:pBdr>'))
    plain.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    style = '<w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
    link = _parsed(f"<w:hyperlink><w:r>{style}<w:t>a link</w:t></w:r></w:hyperlink>")
    link.set(qn("r:id"), plain.part.relate_to("https://example.org/", RT.HYPERLINK, is_external=True))
    kinds = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    asked = '<w:r><w:instrText xml:space="preserve"> PAGEREF here \\h </w:instrText></w:r>'
    page = _parsed(f'<w:hyperlink w:anchor="here">{begin}{asked}{separate}<w:r><w:t>1</w:t></w:r>{end}</w:hyperlink>')
    box = _parsed(
        "<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>\u2610</w:t></w:r></w:sdtContent></w:sdt>"
    )
    here = _parsed('<w:bookmarkStart w:id="1" w:name="here"/>'), _parsed('<w:bookmarkEnd w:id="1"/>')
    paragraph.extend([*here, link])
    plain.add_paragraph("See page ")._p.append(page)
    plain.add_paragraph("A box: ")._p.append(box)
    path = tmp_path_factory.mktemp("plain") / "plain.docx"
    plain.save(str(path))
    return broken(pdf_ua(path))


def test_libreoffice_exports_it_as_pdf_ua_but_for_what_it_does_to_any_document(office: Path, usual: set[str]) -> None:
    assert broken(office) <= usual


def test_the_export_has_title_language_headings_and_what_pictures_show(office: Path, shipped: Toolkit) -> None:
    found = list(tagged(office))
    kinds = Counter(kind for kind, _ in found)

    page = build.page(shipped, "participant")
    with pikepdf.open(office) as pdf:
        assert str(pdf.docinfo.Title).startswith(f"{page.title} – ")  # and the edition
        assert str(pdf.Root.Lang)[:2] == page.lang
        assert pdf.Root.MarkInfo.Marked and pdf.Root.ViewerPreferences.DisplayDocTitle
    levels = Counter(f"/H{heading.level}" for heading in page.headings(deepest=6))
    assert {kind: kinds[kind] for kind in levels} == levels
    assert [alt for kind, alt in found if kind == "/Figure"] == [chart.alt for chart in page.charts.values()]
    assert kinds["/TH"] and kinds["/Link"] and kinds["/LI"]


def ask(document: Path, what: str) -> Any:
    """Ask LibreOffice something of a document: see office_access.py."""
    profile = document.parent / "profile"
    found = json.loads(run(system_python("uno"), SCRIPT, program("soffice"), profile, document, what))
    if found is None:
        missing("a LibreOffice whose Accessibility Check opens a window")
    return found


def test_libreoffices_own_check_finds_nothing(shipped: Toolkit, tmp_path: Path) -> None:
    fill = filled(shipped, "North", "South")
    (tmp_path / "workbook.docx").write_bytes(written(build.page(shipped, "facilitator", fill), fill))

    issues = ask(tmp_path / "workbook.docx", "issues")

    assert [issue for issue in issues if not issue.startswith((*WRONG_ISSUES, *WANTED_ISSUES))] == []


def test_libreoffices_own_check_is_really_asked(workbook: bytes, tmp_path: Path) -> None:
    data = changed(changed(workbook, CORE, untitled), DOCUMENT, styled(HEADING, "Heading3"))
    (tmp_path / "workbook.docx").write_bytes(data)

    issues = ask(tmp_path / "workbook.docx", "issues")

    assert "Document title is not set" in {issue.rstrip(".") for issue in issues}
    assert LEVELS.intersection(issues)


def test_the_keys_alone_come_to_every_box_in_reading_order(some: Page, workbook: bytes, tmp_path: Path) -> None:
    """Tab goes from a question to its box, and in a table from box to box; Down leaves a table for what comes next."""
    (tmp_path / "workbook.docx").write_bytes(workbook)
    tags = [tag.get(f"{W}val", "") for tag in Docx(workbook).each("tag")]

    found = ask(tmp_path / "workbook.docx", "keys")

    visited = dict.fromkeys(tags[number].partition("#")[0] for number in found["visited"])
    assert list(visited) == [block.code for block in walk(some.blocks) if isinstance(block, FieldBox)]
    assert sorted(found["visited"]) == list(range(len(tags)))
    assert found["after"] == found["before"]  # no key has added a row
