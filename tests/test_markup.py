"""The markup: a text of few tags becomes blocks; whatever else stands in it is told with template and line."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit_cli.errors import TemplateError
from toolkit_cli.layout import markup
from toolkit_cli.layout.page import (
    Aside,
    Block,
    Cell,
    FieldBox,
    FieldRows,
    Figure,
    Heading,
    Listing,
    Output,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Together,
    plain,
    walk,
)
from toolkit_cli.layout.vocabulary import BLOCKS, INLINE

from .conftest import problems
from .strategies import PRINTABLE


def parse(text: str, edition: str = "participant") -> tuple[Block, ...]:
    return markup.parse(text, edition)


def refused(text: str) -> list[str]:
    return problems(lambda: parse(text))


def words(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def test_every_tag_becomes_its_block() -> None:
    text = """
    <section role="kit" tone="2">
      <h1 id="S">Head</h1><h2 id="S1" code="S1">Item</h2>
      <p role="lead">One <strong>two</strong> <em>three</em> <a href="#S1">four</a><br>five</p>
      <ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>
      <aside role="tip" title="T"><p>tip</p></aside>
      <table role="numbers"><tr><th>x</th></tr><tr><td><p>y</p></td></tr></table>
      <figure code="M4"><p role="caption">c</p></figure>
      <section role="together"><p>t</p></section>
      <pagebreak>
      <field code="S3"><p role="guidance">g</p></field>
      <fields about="A" answer="B"><field code="G1r1"></field></fields>
      <output name="contents">
    </section>
    """

    assert parse(text) == (
        Section(
            "kit",
            (
                Heading(1, (Run("Head"),), "S"),
                Heading(2, (Run("Item"),), "S1", "S1"),
                Paragraph(
                    (
                        Run("One "),
                        Run("two", strong=True),
                        Run(" "),
                        Run("three", em=True),
                        Run(" "),
                        Run("four", href="#S1"),
                        Run("\nfive"),
                    ),
                    "lead",
                ),
                Listing(((Run("a"),), (Run("b"),))),
                Listing(((Run("c"),),), ordered=True),
                Aside("tip", "T", (words("tip"),)),
                Table(
                    (
                        Row((Cell((words("x"),), head=True),)),
                        Row((Cell((words("y"),)),)),
                    ),
                    "numbers",
                ),
                Figure("M4", (Paragraph((Run("c"),), "caption"),)),
                Together((words("t"),)),
                PageBreak(),
                FieldBox("S3", (Paragraph((Run("g"),), "guidance"),)),
                FieldRows(("A", "B"), (FieldBox("G1r1"),)),
                Output("contents"),
            ),
            2,
        ),
    )


def test_white_space_is_one_space_and_none_at_the_ends() -> None:
    assert parse("<p>\n  one\n  two <strong> three </strong> <br>  four \n</p>") == (
        Paragraph((Run("one two "), Run("three", strong=True), Run("\nfour"))),
    )


def test_a_no_break_space_is_not_taken_for_white_space() -> None:
    assert parse("<p>5&nbsp;%</p>") == (words("5\u00a0%"),)


def test_a_paragraph_without_words_is_left_out() -> None:
    assert parse("<p> </p><h2></h2><ul></ul><ol><li> </li></ol>") == ()


def test_a_block_for_the_other_edition_is_left_out_with_all_in_it() -> None:
    text = '<aside role="tip" for="facilitator"><h1 id="a">x</h1><field code="S1"></field></aside><p>y</p>'

    assert parse(text) == (words("y"),)
    assert [type(block) for block in parse(text, "facilitator")] == [Aside, Paragraph]


def test_an_id_may_stand_once_in_each_edition() -> None:
    text = (
        '<section for="facilitator"><h1 id="a">x</h1></section><section for="participant"><h1 id="a">y</h1></section>'
    )

    assert [block.anchor for block in walk(parse(text)) if isinstance(block, Heading)] == ["a"]


def test_a_heading_of_the_other_edition_leads_to_no_level() -> None:
    text = '<h1>x</h1><h2 for="facilitator">y</h2><h3>z</h3>'

    assert refused(text)[0].startswith("The heading 'z', a <h3>, stands under a <h1>.")
    assert len(parse(text, "facilitator")) == 3


def test_headings_without_an_id_get_one() -> None:
    assert [block.anchor for block in parse("<h1>a</h1><h1>b</h1>") if isinstance(block, Heading)] == ["h1", "h2"]


def test_comments_leave_nothing_in_a_text() -> None:
    assert parse("<!-- a note --><!--@odd--><!--@a:b--><p>x<!-- y -->z</p>") == (words("xz"),)


MISTAKES = {
    "a link that runs": (
        '<p><a href="javascript:1">a</a></p>',
        "<a href='javascript:1'> is no address to which a workbook can lead. Write one that begins with https://, ",
    ),
    "a link to a file": ('<p><a href="file:///etc/passwd">a</a></p>', "<a href='file:///etc/passwd'> is no address "),
    "a link without its scheme": ('<p><a href="www.example.org">a</a></p>', "<a href='www.example.org'> is no "),
    "a link with a blank": ('<p><a href="https://a b">a</a></p>', "<a href='https://a b'> is no address "),
    "a link to nothing": ('<p><a href="#">a</a></p>', "<a href='#'> is no address "),
    "an unknown tag": ("<div>x</div>", "<div> is not a tag of the workbook's markup. "),
    "a tag of HTML": ("<p><b>x</b></p>", "<b> is not a tag of the workbook's markup. Write <strong>."),
    "a tag that is nearly one": ("<heading></heading>", "<heading> is not a tag of the workbook's markup. "),
    "a script": ("<script>alert(1)</script>", "<script> is not a tag of the workbook's markup. "),
    "an unknown tag closed": ("<p>a</p></div>", "</div> is not a tag of the workbook's markup. Remove it."),
    "an unknown attribute": ('<p style="x">a</p>', "<p> has no attribute 'style'. "),
    "a role that is none": (
        '<aside role="tipp"><p>x</p></aside>',
        "<aside role='tipp'> is not known. Did you mean 'tip'",
    ),
    "an edition that is none": (
        '<p for="trainer">a</p>',
        "for='trainer' is not an edition. Write facilitator or participant.",
    ),
    "an unclosed tag": ("<section><p>a</p>", "<section> is not closed. Write </section> where it ends."),
    "an unclosed word": ("<p><strong>a</p>", "<strong> is not closed. Write </strong> where it ends."),
    "a tag that closes nothing": ("<p>a</p></p>", "</p> closes nothing. Remove it, or open it before."),
    "a paragraph in a paragraph": ("<p>a<p>b</p></p>", "<p> cannot stand inside <p>. Close <p> before it."),
    "a role that no paragraph has": (
        '<p role="xxxx">a</p>',
        "<p role='xxxx'> is not known. Known here: assumption, caption, ",
    ),
    "a block in a list": ("<ul><p>a</p></ul>", "<p> cannot stand directly inside <ul>. Only <li> can."),
    "a point without a list": ("<li>a</li>", "<li> belongs inside <ol> or <ul>. Put it there."),
    "a cell without a row": ("<td>a</td>", "<td> belongs inside <tr>. Put it there."),
    "words outside a paragraph": (
        "<section>words</section>",
        "The words 'words' stand outside a paragraph. Put them in <p>…</p>.",
    ),
    "an id twice": ('<h1 id="a">x</h1><h1 id="a">y</h1>', "The id 'a' is used twice. Use another."),
    "a heading that skips a level": (
        "<h1>x</h1><h3>y</h3>",
        "The heading 'y', a <h3>, stands under a <h1>. Make it a <h2>, or put one before it.",
    ),
    "a first heading that is not the highest": (
        "<h2>x</h2>",
        "The heading 'x', a <h2>, is the first. Make it a <h1>, or put one before it.",
    ),
    "a field without a code": ("<field></field>", '<field> needs a code. Write <field code="…">.'),
    "a figure without a code": ("<figure></figure>", '<figure> needs a code. Write <figure code="…">.'),
    "an output without a name": ("<output>", '<output> needs a name. Write <output name="…">.'),
    "an output that is none": ('<output name="date">', "<output name='date'> is not known. "),
    "a tone that is none": ('<section tone="²"></section>', "tone='²' is not a whole number. Write 0, 1, 2 and so on."),
    "a tone without end": (
        f'<section tone="{"9" * 5000}"></section>',
        "is not a whole number. Write 0, 1, 2 and so on.",
    ),
    "a table without rows": ("<table></table>", "<table> is empty. Put <tr> into it."),
    "a row without cells": ("<table><tr></tr></table>", "<tr> is empty. Put <td> or <th> into it."),
    "rows of different lengths": (
        "<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
        "The rows of this <table> have different numbers of cells. Give each as many.",
    ),
    "fields without a field": ("<fields></fields>", "<fields> is empty. Put <field> into it."),
    "words beside blocks": (
        "<table><tr><td><p>a</p> b</td></tr></table>",
        "<td> mixes words and blocks. Put the words in <p>…</p>.",
    ),
    "a page break in a box": (
        "<aside><pagebreak></aside>",
        "<pagebreak> stands on the page itself and not inside <aside>. Move it out.",
    ),
    "a section in a box": (
        "<aside><section></section></aside>",
        "<section> stands on the page itself and not inside <aside>. Move it out.",
    ),
    "a table of contents in a box": (
        '<aside><output name="contents"></aside>',
        "<output> stands on the page itself and not inside <aside>. Move it out.",
    ),
    "a doctype": ("<!DOCTYPE html><p>a</p>", "<!DOCTYPE html> is not part of the workbook's markup. Remove it."),
    "an instruction": ("<?php echo ?>", "<?php echo ?> is not part of the workbook's markup. Remove it."),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_with_template_and_line(case: str) -> None:
    text, said = MISTAKES[case]

    found = refused(f"<!--@parts/x.html:7-->{text}")

    assert any(problem.startswith("parts/x.html:7: ") and said in f"{problem} " for problem in found), found


ONCE = {
    "<h1>a</h2><p>b</p><section><p>c</p></section>": "x.html:1: <h1> is closed with </h2>. Write </h1> there.",
    "<p>a<ul><li>b</li></ul></p><p>c</p>": "x.html:1: <ul> cannot stand inside <p>. Close <p> before it.",
    "<p><em>a<p>b</p></em></p>": "x.html:1: <p> cannot stand inside <em>. Close <em> before it.",
    "<ul><li><p>a</p></li><li>b</li></ul>": "x.html:1: <p> cannot stand inside <li>. Close <li> before it.",
    "<h1>a<!--@y.html:9--><p>b</p><section><h2>c</h2><output name='copy'></section>": (
        "x.html:1: <h1> is not closed. Write </h1> where it ends."
    ),
}


@pytest.mark.parametrize("text", ONCE)
def test_one_mistake_is_told_once_and_nothing_that_comes_of_it(text: str) -> None:
    assert refused(f"<!--@x.html:1-->{text}") == [ONCE[text]]


def test_every_mistake_is_told_where_it_begins() -> None:
    text = "<!--@a:1--><section>\n<!--@a:2--><p>one\n<!--@b:1--><div>\n<!--@b:2--></section>"

    assert [problem.split(" ")[:2] for problem in refused(text)] == [["b:1:", "<div>"], ["a:2:", "<p>"]]


TEXT = st.text(PRINTABLE)


@given(TEXT)
@settings(max_examples=200)
def test_escaped_words_come_through_whole(text: str) -> None:
    (block,) = parse(f"<p>x{html.escape(text)}x</p>")

    assert isinstance(block, Paragraph)
    assert plain(block.runs) == re.sub(" +", " ", f"x{text}x")


PARTS = [f"<{tag}>" for tag in (*BLOCKS, *INLINE)] + [f"</{tag}>" for tag in BLOCKS]


@given(st.lists(st.sampled_from([*PARTS, "x", '"', "<", "<!--", "-->", "&", "<![CDATA["])).map("".join) | st.text())
@settings(max_examples=300)
def test_whatever_stands_in_it_it_is_read_or_refused_in_words(text: str) -> None:
    try:
        blocks = parse(text)
    except TemplateError as wrong:
        assert all(problem.what for problem in wrong.problems)
    else:
        assert isinstance(blocks, tuple)
