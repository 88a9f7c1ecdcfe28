"""A report as a page for browsers: whole in itself, accessible, and nothing in it runs."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from toolkit_cli import characters
from toolkit_cli.html import drawing
from toolkit_cli.html.write import write
from toolkit_cli.kits import fields, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import chart, theme
from toolkit_cli.layout.fill import EMPTY, UNNAMED, Fill, Said
from toolkit_cli.layout.page import (
    Cell,
    Chart,
    Figure,
    Heading,
    Output,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    walk,
)
from toolkit_cli.reports import page as report_page
from toolkit_cli.reports import tallies
from toolkit_cli.responses.response import Response

from .clients.pictures import palette
from .conftest import Folder
from .programs import program, run
from .reported import everything
from .strategies import LETTERS
from .trees import Element, every, text_content

THEME = theme.load()
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(1)">" onload="x" </style></p>&lt;{{ 7*7 }}'


def written(toolkit: Toolkit, responses: list[Response], look: theme.Theme = THEME, **options: Any) -> bytes:
    known = fields.known(toolkit)
    page, fill = report_page.page(toolkit, tallies.of(toolkit, known, responses, **options))
    return write(page, look, fill)


def parsed(data: bytes) -> Element:
    return html.fromstring(data.decode())


@pytest.fixture(scope="module")
def data(shipped: Toolkit) -> bytes:
    return written(shipped, everything(fields.of(shipped, words.load("en"))))


@pytest.fixture(scope="module")
def tree(data: bytes) -> Element:
    return parsed(data)


def test_the_page_says_its_language_and_title(tree: Element) -> None:
    assert tree.get("lang") == "en"
    assert tree.findtext(".//title") == "COVID-19 Revision of Practice – Report"
    assert [meta.get("charset") for meta in every(tree, ".//meta[@charset]")] == ["utf-8"]


def test_nothing_in_it_runs_or_is_fetched(tree: Element, data: bytes) -> None:
    assert not every(tree, "//script | //iframe | //object | //embed | //form | //link | //base")
    names = {str(name) for element in tree.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or name in ("style", "src", "srcset")]
    assert b"url(" not in data and b"@import" not in data


def test_its_policy_allows_its_own_style_sheet_and_nothing_else(tree: Element) -> None:
    policy = every(tree, "//meta[@http-equiv='Content-Security-Policy']")[0].get("content", "")
    digest = base64.b64encode(hashlib.sha256(css(tree).encode()).digest()).decode()

    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;")


def css(tree: Element) -> str:
    """Return the page's one style sheet."""
    (sheet,) = every(tree, "//style")
    return sheet.text or ""


def test_headings_leave_no_level_out_and_there_is_one_title(tree: Element) -> None:
    levels = [int(element.tag[1]) for element in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]

    assert levels.count(1) == 1 and levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_head_of_a_table_says_what_it_heads(tree: Element) -> None:
    columns, rows = every(tree, "//thead/tr/th"), every(tree, "//tbody/tr/th")

    assert len(columns) + len(rows) == len(every(tree, "//th")) > 100
    assert {head.get("scope") for head in columns} == {"col"}
    assert {head.get("scope") for head in rows} == {"row"}


def test_every_link_within_the_page_leads_somewhere(tree: Element) -> None:
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    links = [link.get("href", "") for link in every(tree, "//a[starts-with(@href, '#')]")]

    assert len(ids) == len(set(ids))
    assert len(links) > 30 and {link[1:] for link in links} <= set(ids)


def test_every_chart_has_a_title_a_text_and_a_caption(tree: Element) -> None:
    charts = every(tree, "//figure/svg")

    assert len(charts) > 10
    for drawn in charts:
        assert drawn.get("role") == "img"
        named = {element.get("id"): element.text for element in every(drawn, "./title | ./desc")}
        assert named[drawn.get("aria-labelledby")]
        assert re.search(r": [0-9]+\.$", named[drawn.get("aria-describedby")] or "")
        assert every(drawn, "../figcaption") and every(drawn, "..//table")


def test_every_chart_is_drawn_for_a_narrow_screen_too_and_shown_once(tree: Element) -> None:
    looks = [drawn.get("class") for drawn in every(tree, "//figure/svg")]

    assert looks == ["wide", "narrow"] * (len(looks) // 2)
    assert (
        "\n.narrow{display:none}\n@media screen and (max-width:34rem){\n.wide{display:none}\n.narrow{display:block}"
        in css(tree)
    )


def test_shaded_cells_carry_their_count(tree: Element) -> None:
    shaded = every(tree, "//td[starts-with(@class, 'shade-')]")

    assert len(shaded) > 15
    assert all(re.fullmatch("[0-9]+", text_content(cell)) for cell in shaded)


def test_hostile_words_are_words(tiny: Toolkit) -> None:
    responses = [Response({"A3": HOSTILE, "B1r1": "planned"}, {"organisation": HOSTILE}) for _ in range(5)]

    tree = parsed(written(tiny, responses))

    assert not every(tree, "//script | //img")
    said = [" ".join(text_content(element).split()) for element in every(tree, "//div[@class='said']")]
    assert said == [f"{HOSTILE}: {HOSTILE}"] * 5


@settings(max_examples=60)
@given(st.text(LETTERS, min_size=1).filter(lambda text: characters.clean(text).strip()))
def test_every_text_stands_in_the_page(tiny: Toolkit, text: str) -> None:
    tree = parsed(written(tiny, [Response({"A3": text})]))

    found = text_content(every(tree, "//ul[@class='said']/li")[0])
    assert found.split() == characters.clean(text).split()


def test_links_lead_to_headings_and_web_addresses_and_nowhere_else(tiny: Toolkit) -> None:
    page, fill = report_page.page(tiny, tallies.of(tiny, fields.known(tiny), [Response({"A3": "x"})]))
    hrefs = ("#A", "#nowhere", "https://example.org/?a=1&b=2", "javascript:alert(1)", "mailto:a@example.org", "//x")
    links = Paragraph(tuple(Run("words", href=href) for href in hrefs))

    tree = parsed(write(replace(page, blocks=(*page.blocks, links)), THEME, fill))

    led = [link.get("href") for link in every(tree, "//main/p/a[@href]")]
    assert led == ["#A", "https://example.org/?a=1&b=2", "mailto:a@example.org"]
    assert text_content(every(tree, "//main/p")[0]) == "words" * 6


def test_the_same_report_gives_the_same_bytes(tiny: Toolkit) -> None:
    assert written(tiny, [Response({"A3": "x"})]) == written(tiny, [Response({"A3": "x"})])


def test_a_logo_is_carried_inside(tiny: Toolkit, folder: Folder) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(picture, "PNG")
    folder.write("logo.png", picture.getvalue())
    look = theme.load(folder.write("own.yaml", "logo: logo.png"))

    tree = parsed(written(tiny, [Response({"A3": "x"})], look))

    image = every(tree, "//img")[0]
    assert image.get("alt") == "The Publisher"
    assert base64.b64decode(image.get("src", "").partition("base64,")[2]) == picture.getvalue()


@pytest.mark.parametrize(("size", "width"), [((40, 4), "60mm"), ((4, 40), "3.765mm")])
def test_a_high_logo_is_as_small_as_on_paper(tiny: Toolkit, folder: Folder, size: tuple[int, int], width: str) -> None:
    Image.new("RGB", size, "red").save(folder.path / "logo.png")
    look = theme.load(folder.write("own.yaml", "logo: logo.png\nlogo_width: 60"))

    assert f".logo{{width:{width};height:auto".encode() in written(tiny, [Response({"A3": "x"})], look)


def test_a_theme_s_font_cannot_end_the_style_sheet(tiny: Toolkit, folder: Folder) -> None:
    look = theme.load(folder.write("own.yaml", "fonts: {document: 'A\"}</style><script>'}"))

    data = written(tiny, [Response({"A3": "x"})], look)

    assert data.count(b"</style>") == 1 and b"<script" not in data


def test_in_print_the_line_that_names_are_removed_stays_with_the_answers(tiny: Toolkit) -> None:
    answers = [{"A3": "x", "A2-more": "y"}, *[{"A3": "x"}] * 5]
    data = written(tiny, [Response(each, {"organisation": name}) for each, name in zip(answers, "ABCDEF", strict=True)])

    lines = every(parsed(data), "//p[starts-with(normalize-space(), 'Names removed:')]")
    beside = [(line.get("class"), after.get("class")) for line in lines if (after := line.getnext()) is not None]
    assert ("small", "said") in beside
    assert b".small:has(+.said){break-after:avoid}" in data


def test_a_chart_is_drawn_from_the_same_shapes_as_elsewhere() -> None:
    made = Chart(("none", "some"), (("April <1>", (1, 3)),), "x", "One & all")
    measure = drawing.ruler(THEME)
    shapes, height = chart.shapes(made, THEME, 300.0, measure)

    drawn = html.fromstring(drawing.svg(made, THEME, "c", Run("Title"), "wide", 300.0, measure))

    assert drawn.get("viewbox") == f"0 0 300 {height:g}"
    rects = [shape for shape in shapes if isinstance(shape, chart.Rect)]
    found = every(drawn, ".//rect")
    assert [each.get("fill") for each in found] == [rect.fill for rect in rects]
    widths = [float(each.get("width", "")) for each in found]
    assert widths == pytest.approx([rect.width for rect in rects], abs=0.01)
    assert [each.text for each in every(drawn, ".//text")] == [
        shape.text for shape in shapes if isinstance(shape, chart.Label)
    ]
    assert drawn.findtext(".//desc") == "One & all"


def test_a_chart_s_title_says_its_language_where_it_is_another(tiny: Toolkit) -> None:
    page, fill = report_page.page(tiny, tallies.of(tiny, fields.of(tiny, words.of(tiny)), [Response({"A2": "yes"})]))
    asked = Heading(2, (Run("A2: "), Run("Did it work?", lang="en")), "asked")
    figure = next(block for block in walk(page.blocks) if isinstance(block, Figure))

    tree = parsed(write(replace(page, lang="el", blocks=(asked, figure)), THEME, fill))

    assert {(title.get("lang"), title.text) for title in every(tree, "//svg/title")} == {("en", "A2: Did it work?")}


def chromium(page: Path, *options: object) -> None:
    settings_ = ("--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={page.parent / 'profile'}")
    run(program("chromium"), *settings_, *options, page.as_uri())


def test_chromium_shows_it_in_the_colours_of_the_theme(data: bytes, folder: Folder) -> None:
    """The style sheet is taken: its hash in the policy is right."""
    page, picture = folder.write("report.html", data), folder.path / "page.png"

    chromium(page, "--window-size=900,1400", f"--screenshot={picture}")

    with Image.open(picture) as image:
        shown = palette(image)
    assert THEME.colours.main in shown and THEME.roles.note.tint in shown


def test_chromium_prints_it_on_paper_of_the_theme_s_size(data: bytes, folder: Folder) -> None:
    page, printed = folder.write("report.html", data), folder.path / "report.pdf"

    chromium(page, "--no-pdf-header-footer", f"--print-to-pdf={printed}")

    about = run(program("pdfinfo"), printed)
    size = [float(number) for number in re.findall(r"Page size:\s+([\d.]+) x ([\d.]+)", about)[0]]
    assert size == pytest.approx(THEME.size, abs=1)
    text = run(program("pdftotext"), "-layout", printed, "-")
    assert "Words on S1." in text and "What is planned" in text
    assert int(re.findall(r"Pages:\s+(\d+)", about)[0]) > 10


def test_a_chart_has_white_under_it_and_nothing_of_it_cut_off(tree: Element) -> None:
    """Where a person's own colours are forced on a page, dark letters of a chart would else stand on a dark ground."""
    looks = css(tree)

    assert "@media (forced-colors:active){\nsvg{forced-color-adjust:none;background:#fff" in looks
    assert "body{color:#1f2933;background:#fff;color-scheme:light}" in looks
    assert re.search(r"(?m)^svg\{[^}]*overflow:visible", looks)


def test_the_contents_list_every_heading_wherever_it_begins(tiny: Toolkit) -> None:
    names = (("front", 2, "a"), ("contents", 1, "contents"), ("front", 2, "b"), ("kit", 1, "c"), ("kit", 2, "d"))
    parts = [Section(role, (Heading(level, (Run(name),), name),)) for role, level, name in names]
    page = report_page.page(tiny, tallies.of(tiny, fields.known(tiny), []))[0]

    made = write(replace(page, blocks=(Output("contents"), *parts)), THEME)

    (listed,) = every(parsed(made), "//nav/ol")
    assert [each.text for each in every(listed, "li/a")] == ["a", "b", "c"]
    assert [each.text for each in every(listed, "li/ol/li/a")] == ["d"]


def test_the_contents_say_the_language_of_a_heading_in_another(tiny: Toolkit) -> None:
    heading = Heading(1, (Run("Vor dem Schreiben", lang="de"),), "a")
    page, _ = report_page.page(tiny, tallies.of(tiny, fields.known(tiny), []))

    made = write(replace(page, blocks=(Output("contents"), Section("front", (heading,)))), THEME)

    (entry,) = every(parsed(made), "//nav//a/span")
    assert (entry.get("lang"), entry.text) == ("de", "Vor dem Schreiben")


@pytest.mark.parametrize(("anchor", "named"), [("what-is-here", "what-is-here"), ("", None)])
def test_the_contents_are_named_by_the_heading_before_them(tiny: Toolkit, anchor: str, named: str | None) -> None:
    page = report_page.page(tiny, tallies.of(tiny, fields.known(tiny), []))[0]
    heading = (Heading(1, (Run("What is here"),), anchor),) if anchor else ()

    made = write(replace(page, blocks=(*heading, Output("contents"))), THEME)

    (contents,) = every(parsed(made), "//nav")
    assert contents.get("aria-labelledby") == named


def test_an_organisation_whose_name_is_a_sign_is_named(tiny: Toolkit) -> None:
    known = fields.known(tiny)
    page = report_page.page(tiny, tallies.of(tiny, known, []))[0]
    page = replace(page, blocks=(Output("said", "A3"),), fields=known)

    named = write(page, THEME, Fill(said={"A3": (Said("★:", "well"),)}))
    nameless = write(page, THEME, Fill(said={"A3": (Said(UNNAMED, "well"),)}))

    assert "<strong>★:</strong> well" in named.decode()
    assert "<li><p>well</p></li>" in nameless.decode()


def test_a_page_without_a_fill_is_written_too(tiny: Toolkit) -> None:
    known = fields.known(tiny)
    page, _ = report_page.page(tiny, tallies.of(tiny, known, [Response({"A3": "x"})]))

    assert b"<main>" in write(page, THEME, EMPTY)


def test_a_cell_without_content_has_a_dash_as_on_paper(tiny: Toolkit) -> None:
    page = report_page.page(tiny, tallies.of(tiny, fields.known(tiny), []))[0]
    table = Table((Row((Cell((Paragraph((Run("Yes"),)),)), Cell(()))),))

    tree = parsed(write(replace(page, blocks=(table,)), THEME))

    assert [text_content(cell) for cell in every(tree, "//td")] == ["Yes", "–"]


def test_the_paragraphs_of_an_answer_are_one_block_and_two_answers_are_two(tiny: Toolkit) -> None:
    known = fields.known(tiny)
    page = report_page.page(tiny, tallies.of(tiny, known, []))[0]
    page = replace(page, blocks=(Output("said", "A3"),), fields=known)

    text = write(
        page, THEME, Fill(said={"A3": (Said("North:", "First.\n\nSecond."), Said("South:", "Third."))})
    ).decode()

    assert '<div class="said"><p><strong>North:</strong> First.</p><p>Second.</p></div>' in text
    assert '<div class="said"><p><strong>South:</strong> Third.</p></div>' in text
