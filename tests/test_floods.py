"""Files that hold of one thing as much as a file may: each is read, or refused, in seconds and in little memory."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest

from toolkit_cli import filetypes
from toolkit_cli.docx import read as docx_reader
from toolkit_cli.docx.read import read
from toolkit_cli.errors import ReturnError
from toolkit_cli.files import envelope, yamlfile, zipped
from toolkit_cli.files.safexml import joined_halves
from toolkit_cli.kits.fields import Option
from toolkit_cli.odt.read import read as read_odt
from toolkit_cli.pdf.reading import extract
from toolkit_cli.responses.organisationnames import similar_names
from toolkit_cli.returns import reading, wordings
from toolkit_cli.returns.optionlines import OptionReader
from toolkit_cli.returns.printed import PrintedLines
from toolkit_cli.returns.toolkits import Toolkits

from . import test_odt_read as odt
from .docx_markup import SPACES, document, field, p, packed, question, r, sdt, table
from .timing import in_seconds

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMED = {"signed": "_xmlsignatures/sig1.xml"}


@contextmanager
def in_memory(megabytes: int) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < megabytes << 20
    finally:
        tracemalloc.stop()


def whole(body: str, related: str = "", **parts: str) -> bytes:
    """Return a DOCX whose parts are related to each other; further parts by their names in `word/`."""
    main = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    named = {NAMED.get(name, f"word/{name}.xml"): part for name, part in parts.items()}
    package = '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
    relations = {"_rels/.rels": package, "word/_rels/document.xml.rels": f"<Relationships>{related}</Relationships>"}
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": main, **relations, **named})


def test_a_text_in_the_place_of_a_name_is_compared_with_others_in_little_memory() -> None:
    names = ["North", "a long text " * 300, "Programme South", "Programme Sout"]

    with in_memory(5):
        assert list(similar_names(names)) == [["Programme Sout", "Programme South"]]


def test_a_flood_of_ends_of_fields_is_read_in_seconds() -> None:
    ends = '<w:tab/><w:fldChar w:fldCharType="end"/>' * 60_000

    with in_seconds(5):
        (found,) = read(document(field(p(r("mine"), f"<w:r>{ends}</w:r>")))).found

    assert found.text.strip() == "mine"


def test_a_flood_of_fields_that_may_hold_words_is_read_in_seconds() -> None:
    begin, separate, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    run = f"<w:r>{f'{begin}<w:instrText>QUOTE</w:instrText>{separate}<w:tab/>{end}' * 50_000}</w:r>"

    with in_seconds(5):
        (found,) = read(document(field(p(r("mine"), run)))).found

    assert found.text.strip() == "mine"


def test_a_flood_of_sections_with_one_header_and_of_links_is_read_in_seconds() -> None:
    header = '<Relationship Id="h{0}" Type="x/header" Target="h.xml"/>'
    link = '<Relationship Id="e{0}" TargetMode="External" Target="https://example.org/{0}"/>'
    related = "".join(f"{header}{link}".format(number) for number in range(20_000))

    with in_seconds(5):
        returned = read(whole(field(p(r("mine"))), related, h=f"<w:hdr {SPACES}>{p(r('typed'))}</w:hdr>"))

    assert returned.loose is not None
    assert [(loose.text, loose.place) for loose in returned.loose] == [("typed", "header")]


def test_a_flood_of_copied_controls_in_one_paragraph_is_read_in_seconds() -> None:
    copy = sdt("", "S1")

    with in_seconds(10):
        returned = read(document(field(p(sdt(r("mine"), "S1"))) + p(r("between"), copy * 50_000)))

    assert returned.found[0].text == "mine"
    assert returned.loose is not None
    said = [loose.text for loose in returned.loose] + [found.text for found in returned.found]
    assert said.count("between") == 1


def test_a_flood_of_boxes_of_another_question_is_read_in_seconds() -> None:
    box = p(sdt("", "S3#yes", "<w14:checkbox/>"))

    with in_seconds(10):
        returned = read(document(field("<w:p/>" * 24_000 + box * 24_000) + table(question("S3"), "")))

    assert [(found.code, len(found.states or ())) for found in returned.found] == [("S1", 0), ("S3", 0)]


def test_a_flood_of_prompts_and_of_empty_controls_is_read_in_seconds() -> None:
    prompts = "".join(f"<w:docPartBody>{p(r(f'prompt {number}'))}</w:docPartBody>" for number in range(15_000))
    glossary = f"<w:glossaryDocument {SPACES}>{prompts}</w:glossaryDocument>"
    controls = "".join(sdt(r(f"words {number}"), look="<w:showingPlcHdr/>") for number in range(15_000))

    with in_seconds(5):
        (found,) = read(document(field(p(controls)), **{"glossary/document": glossary})).found

    assert found.text.startswith("words 0words 1")


def test_a_flood_of_signatures_within_each_other_is_read_in_seconds() -> None:
    inner = f"{'<a/>' * 100_000}<SignatureText>Ann</SignatureText>"
    signed = f'<x xmlns="http://www.w3.org/2000/09/xmldsig#">{"<Signature>" * 200}{inner}{"</Signature>" * 200}</x>'

    with in_seconds(5):
        returned = read(whole(field(p(r("mine"))), signed=signed))

    assert [note.text for note in returned.notes if note.kind == "signature"] == [*[""] * 199, "Ann"]


def test_a_flood_of_references_to_one_chart_is_read_in_little_memory() -> None:
    spaces = f'xmlns:c="{CHART}" xmlns:r="{R}"'
    charts = '<c:chart r:id="c"/>' * 5_000
    drawing = f"<w:drawing {spaces}>{charts}</w:drawing>"
    chart = f"<c:chartSpace {spaces}><c:v>{'a' * 100_000}</c:v></c:chartSpace>"

    with in_memory(50):
        related = '<Relationship Id="c" Type="x/chart" Target="chart.xml"/>'
        returned = read(whole(field(p(f"<w:r>{drawing}</w:r>")), related, chart=chart))

    assert [note.text for note in returned.notes] == ["a" * 100_000]


def test_a_flood_of_references_to_one_object_is_read_in_little_memory() -> None:
    objects = '<draw:object xlink:href="./Object 1"/>' * 5_000
    frame = f"<draw:frame>{objects}</draw:frame>"
    held = f'<x xmlns:text="{odt.NAMES["text"]}"><text:p>{"a" * 100_000}</text:p></x>'

    with in_memory(50):
        returned = read_odt(odt.document(odt.field(odt.p(frame)), **{"Object 1__content": held}))

    assert [note.text for note in returned.notes] == ["a" * 100_000]


def test_a_flood_of_frames_on_a_page_is_read_in_seconds() -> None:
    frames = '<draw:frame text:anchor-type="page" svg:y="1cm"/>' * 90_000

    with in_seconds(20):
        returned = read_odt(odt.document(odt.field(odt.p("mine")) + frames))

    assert [found.text for found in returned.found] == ["mine"]


def test_a_flood_of_places_of_one_form_control_is_read_in_seconds() -> None:
    form = f'<office:forms><form:textarea xml:id="c">{"<form:x/>" * 20_000}</form:textarea></office:forms>'
    places = '<draw:control draw:control="c"/>' * 20_000

    with in_seconds(5):
        (found,) = read_odt(odt.document(odt.field(odt.p(f"{form}mine{places}")))).found

    assert found.text == "mine"


def test_a_flood_of_answers_that_begin_with_a_questions_code_is_read_in_seconds(
    toolkits: Toolkits, tmp_path: Path
) -> None:
    said = [f"[A3] answer {number}." for number in range(30_000)]
    body = p(r("[A3] How did it work?")) + "".join(p(r(each)) for each in said)
    path = tmp_path / "plain.docx"
    path.touch()

    with in_seconds(40):
        made = reading.read(path, toolkits, document(body))

    assert made.response.answers == {"A3": "\n".join(said)}


@pytest.mark.parametrize("flood", [b"[" + b"1 " * 1_000_000 + b"] TJ", b"[" + b"()" * 1_000_000 + b"] TJ"])
def test_a_flood_of_operands_on_a_page_is_refused_before_it_takes_gigabytes(flood: bytes) -> None:
    with pikepdf.new() as pdf, pytest.raises(ValueError, match="more than anybody draws"):
        extract.instructions(pdf, flood)


def test_a_flood_of_numbers_outside_of_the_boxes_is_read_in_seconds() -> None:
    line = "12." * 1_000_000
    printed = PrintedLines(Counter(), Counter(), {"Aworkbook·Pageof"})

    with in_seconds(1):
        assert not any(printed.runs(line) for _ in range(10))  # so often each line is held against what is printed


def test_a_flood_of_numbered_letters_takes_little_memory() -> None:
    data = b"&#x20AC;" * 500_000

    with in_memory(20):
        assert joined_halves(data) == data


def test_a_flood_of_entries_in_a_package_is_refused_before_they_are_listed() -> None:
    data = b"PK\x03\x04" + (b"PK\x01\x02" + bytes(42)) * (zipped.MOST + 1)

    with pytest.raises(ReturnError) as refused:
        filetypes.kind(data)
    assert "more parts than any workbook has" in str(refused.value)
    signed = b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.etsi.asic-e+zip" + data
    assert envelope.opened(signed) == envelope.Opened(signed)


@pytest.mark.parametrize("said", ["Yes ", "☐ Yes", "☐a", "Yes\n"])
def test_a_flood_of_options_is_read_in_seconds_and_kept(said: str) -> None:
    reader = OptionReader([Option("yes", "Yes"), Option("no", "No")], many=False)
    text = f"☒ No\n{said * 300_000}"

    with in_seconds(10):
        lines = list(reader.lines(text, data=False))
        assert list(reader.renamed(text)) == []

    assert lines[0].option == reader.options[1]
    assert sum(line.said.count(said.strip()) for line in lines) > 250_000


def test_a_flood_of_line_breaks_is_refused() -> None:
    with pytest.raises(ReturnError) as refused:
        read(document(field(p(r("\n" * 500_000)))))

    assert "too many paragraphs or words" in str(refused.value)


@pytest.mark.parametrize("element", ["contentPart", "drawing", "altChunk"])
def test_a_flood_of_what_cannot_be_read_is_refused(element: str) -> None:
    with pytest.raises(ReturnError) as refused:
        read(document(field(p(f"<w:r>{f'<w:{element}/>' * 120_000}</w:r>"))))

    assert "too many paragraphs or words" in str(refused.value)


def test_a_flood_of_words_in_a_language_is_compared_in_seconds() -> None:
    parts = [f"{number} is a printed sentence" for number in range(300)]

    with in_seconds(5):
        found = wordings._short([*parts, "Pros", "Cons"], f"{' '.join(parts)} Pros: Prospects" * 300)

    assert found == {"Pros"}


def test_a_line_of_a_json_file_is_counted_no_further_than_it_is() -> None:
    document = yamlfile.Document("x.json", {}, json=f'{{\n"a": 1,\n"b": [{"0, " * 2_000_000}0]\n}}')

    with in_seconds(1):
        assert document.line(("a",)) == 2
    assert len(document._counted) == 2


@pytest.mark.parametrize("name", ["x.yaml", "x.json"])
def test_a_flood_of_keys_that_stand_twice_is_told_in_part(tmp_path: Path, name: str) -> None:
    text = 'a: "1"\n' * 200_000 if name == "x.yaml" else "{" + '"a": 1,\n' * 200_000 + '"b": 2}'
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    with in_seconds(10), pytest.raises(ReturnError) as told:
        yamlfile.read(path, ReturnError)

    assert len(told.value.problems) == yamlfile.MOST_PROBLEMS


def test_a_long_file_with_many_mistakes_is_not_read_anew_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile, "MOST_LETTERS", 1_000)
    right = "".join(f"k{number}: a\n" for number in range(100))
    wrong = "".join(f"w{number}: a: b\n" for number in range(5))

    told = yamlfile.opened(Path("x.yaml"), ReturnError, data=wrong.encode()).mistakes
    with pytest.raises(ReturnError) as refused:
        yamlfile.opened(Path("x.yaml"), ReturnError, data=(right + wrong).encode())

    assert len(told) == 5
    assert len(refused.value.problems) == 2


def test_a_flood_of_empty_pieces_in_a_signed_file_is_read_in_seconds() -> None:
    kind = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
    message = b"\x30\x80" + kind + b"\x02\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80" + kind + b"\x01\xa0\x80"
    pieces = b"\x24\x80" * 18 + b"\x24\x80\0\0" * 1_500_000 + b"\0\0" * 18

    with in_seconds(3):
        found = envelope.opened(message + pieces)

    assert found == envelope.Opened(b"", signed=True, wrapped=True)


@pytest.mark.parametrize(
    ("part", "within", "look"),
    [
        ("comments", '<w:comment w:id="1">', ""),
        ("footnotes", '<w:footnote w:id="1">', ""),
        ("glossary/document", "<w:docPartBody>", ""),
        ("numbering", '<w:num w:numId="1">', '<w:numPr><w:numId w:val="1"/></w:numPr>'),
    ],
)
def test_a_flood_of_parts_within_each_other_is_read_in_seconds(part: str, within: str, look: str) -> None:
    end = f"</{within[1:].partition(' ')[0].rstrip('>')}>"
    inner = "<w:lvlOverride/>" * 100_000
    held = f"<w:x {SPACES}>{within * 200}{inner}{end * 200}</w:x>"

    with in_seconds(5):
        (found,) = read(document(field(p(r("mine"), look=look)), **{part: held})).found

    assert found.text.endswith("mine")


def test_a_flood_of_paragraphs_within_each_other_in_an_object_takes_little_memory() -> None:
    frame = '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
    words = f"{'<text:p>' * 200}{'a' * 200_000}{'</text:p>' * 200}"
    held = f'<x xmlns:text="{odt.NAMES["text"]}">{words}</x>'

    with in_memory(20):
        returned = read_odt(odt.document(odt.field(odt.p(frame)), **{"Object 1__content": held}))

    assert [note.text for note in returned.notes] == ["a" * 200_000]


def test_a_flood_of_lists_that_no_paragraph_is_in_takes_little_memory() -> None:
    levels = "".join(f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="decimal"/></w:lvl>' for at in range(9))
    lists = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="1"/></w:num>' for at in range(40_000))
    held = f'<w:x {SPACES}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>{lists}</w:x>'
    body = field(p(r("first"), look='<w:numPr><w:numId w:val="7"/></w:numPr>') + p(r("then")))

    with in_memory(30):
        (found,) = read(document(body, numbering=held)).found

    assert found.text == "1. first\nthen"


def test_only_styles_of_a_usual_size_are_kept_for_later_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_reader, "KNOWN", {})
    body = field(p(r("mine"), style="Unknown"))
    small, large = (f"<w:styles {SPACES}>{'<w:style/>' * count}</w:styles>" for count in (1, 110_000))

    read(document(body, styles=large))
    assert docx_reader.KNOWN == {}
    read(document(body, styles=small))
    (kept,) = docx_reader.KNOWN.values()
    assert not any("Unknown" in each for each in vars(kept).values())
