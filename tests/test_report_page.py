"""The page of a report: every answer at its place, and no answer's words in a template."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from toolkit_cli.files import installed
from toolkit_cli.kits import content, fields, selection, words
from toolkit_cli.kits.fields import Field, of_item
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.values import Value
from toolkit_cli.layout.fill import Said
from toolkit_cli.layout.page import (
    Block,
    FieldBox,
    FieldRows,
    Figure,
    Heading,
    Output,
    Page,
    Paragraph,
    Table,
    Together,
    plain,
    walk,
)
from toolkit_cli.reports import comparison, comparisonpage
from toolkit_cli.responses.organisations import by_organisation
from toolkit_cli.responses.response import Response

from .conftest import Folder, problems
from .reported import everything, made

PARTS = installed.template("parts/report.html").read_text(encoding="utf-8")
MAIN = installed.template("report.html").read_text(encoding="utf-8")


def said(blocks: tuple[Block, ...]) -> str:
    return "\n".join(plain(block.runs) for block in walk(blocks) if isinstance(block, (Paragraph, Heading)))


def rows(table: Table) -> list[list[str]]:
    return [[f"{cell.code} {said(cell.blocks)}".strip() for cell in row.cells] for row in table.rows]


def after(page: Page, anchor: str) -> Block:
    """Return the block that comes next after a heading."""
    blocks = list(walk(page.blocks))
    place = next(at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.anchor == anchor)
    return blocks[place + 1]


@pytest.fixture(scope="module")
def known(shipped: Toolkit) -> dict[str, Field]:
    return fields.of(shipped, words.load("en"))


def test_everything_that_is_written_stands_on_the_page_once(
    shipped: Toolkit, tiny: Toolkit, known: dict[str, Field], tiny_fields: dict[str, Field]
) -> None:
    for toolkit, all_fields in ((shipped, known), (tiny, tiny_fields)):
        page, fill = made(toolkit, everything(all_fields))

        named = [block.code for block in walk(page.blocks) if isinstance(block, Output) and block.name == "said"]
        texts = [code for code, field in all_fields.items() if field.kind in ("text", "date") and field.item != "R"]
        assert sorted(named) == sorted(texts) == sorted(fill.said)
        assert len(texts) > 3


def test_every_choice_is_shown_as_a_number(shipped: Toolkit, known: dict[str, Field]) -> None:
    page, _ = made(shipped, everything(known))

    drawn = {block.code for block in walk(page.blocks) if isinstance(block, Figure)}
    tables = [block for block in walk(page.blocks) if isinstance(block, Table) and len(block.rows[0].cells) == 6]
    heads = "\n".join(row[0] for table in tables for row in rows(table))
    for code, field in known.items():
        if field.kind in ("yes_no", "yes_no_unsure"):
            assert code in drawn
        elif field.kind == "choice" and not code.endswith("-stance"):
            assert heads.count(f"{code} ") == 1
    assert "C-stances" in drawn


def test_a_report_has_no_fields(shipped: Toolkit, known: dict[str, Field]) -> None:
    page, fill = made(shipped, everything(known))

    assert not [block for block in walk(page.blocks) if isinstance(block, (FieldBox, FieldRows))]
    assert fill.values == {} and fill.tallies == {}


def test_headings_leave_no_level_out(shipped: Toolkit, tiny: Toolkit, known: dict[str, Field]) -> None:
    for toolkit in (shipped, tiny):
        page, _ = made(toolkit, everything(fields.known(toolkit)))

        levels = [block.level for block in walk(page.blocks) if isinstance(block, Heading)]
        assert levels[0] == 1
        assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_chart_tells_its_numbers_in_words(tiny: Toolkit, tiny_fields: dict[str, Field]) -> None:
    page, _ = made(tiny, everything(tiny_fields))

    assert page.charts["A2"].alt == "A bar (responses: 6). Yes: 0, No: 6."
    assert page.charts["A7"].alt == "A bar for each answer (responses: 6). By phone: 6, By post: 0."
    assert page.charts["B-stances"].alt == (
        "A bar for each debate, to both sides of a line. "
        "B2  A debate: Disagree: 0, Partly agree: 6, Agree: 0, Undecided: 0."
    )


def test_the_stances_have_one_order_in_the_chart_and_in_the_table_under_it(tiny: Toolkit) -> None:
    page, _ = made(tiny, [Response({"B2-stance": stance}) for stance in ("agree", "agree", "disagree")])

    figure = after(page, "B-overview")
    assert isinstance(figure, Figure)
    table, chart = next(each for each in figure.blocks if isinstance(each, Table)), page.charts["B-stances"]
    head, row = rows(table)
    assert tuple(head[1:]) == chart.levels
    assert tuple(map(int, row[1:])) == chart.bars[0][1]


def test_shares_that_differ_by_a_tenth_are_told_apart_by_their_shade(tiny: Toolkit) -> None:
    given = ["in-place"] * 2 + ["planned"] * 4 + ["not-suitable"] * 6 + ["undecided"] * 8
    page, _ = made(tiny, [Response({"B1r1": status}) for status in given])

    heat = next(block for block in walk(page.blocks) if isinstance(block, Table) and block.role == "heat")
    assert [cell.shade for cell in heat.rows[1].cells[1:-1]] == [1, 2, 3, 4]


def test_a_question_that_nobody_answers_says_so(tiny: Toolkit) -> None:
    page, fill = made(tiny, [Response({}, {})])

    assert said(page.blocks).count("No response answers this.") > 5
    assert "Of these, without any answer: 1" in said(page.blocks)
    assert fill.said == {}
    assert not [block for block in walk(page.blocks) if isinstance(block, Figure)]


HOSTILE = '{{ 7*7 }}<h1 id="x">Big</h1><output name="contents"> =1+1 {% include "workbook.html" %}'


def test_no_word_of_an_answer_goes_through_a_template(shipped: Toolkit, known: dict[str, Field]) -> None:
    """The page is the same but for those words, and they stand as they were written."""

    def given(text: str) -> list[Response]:
        about = {"organisation": text, "country": text, "role": text}
        return [Response({"S1": text, "S3": text, "G1r1": "planned"}, about) for _ in range(6)]

    hostile, filled = made(shipped, given(HOSTILE))
    plain_, _ = made(shipped, given("Harmless"))

    text = " ".join(HOSTILE.split())
    assert repr(hostile.blocks).replace(repr(text)[1:-1], "Harmless") == repr(plain_.blocks)
    assert filled.said["S1"] == (Said(f"{HOSTILE}:", HOSTILE),) * 6
    counted = after(hostile, "who-country")
    assert isinstance(counted, Table)
    assert rows(counted) == [["Answer", "Responses"], [text, "6"]]


def test_who_answered_is_counted_and_small_numbers_are_put_together(shipped: Toolkit) -> None:
    countries = ["Norway"] * 6 + ["Malta"] * 2 + ["Greece"] * 3 + [""] * 5

    page, _ = made(shipped, [Response({"S1": "x"}, {"country": country}) for country in countries])

    table = after(page, "who-country")
    assert isinstance(table, Table)
    assert rows(table) == [["Answer", "Responses"], ["Norway", "6"], ["No answer", "5"], ["Other (combined)", "5"]]
    assert [[cell.head for cell in row.cells] for row in table.rows] == [[True, True], *[[True, False]] * 3]
    assert table.role == "numbers"


@pytest.mark.parametrize("least", [1, 2])
def test_small_numbers_are_told_to_be_put_together_where_there_may_be_any(shipped: Toolkit, least: int) -> None:
    page, _ = made(shipped, [Response({"S1": "x"}, {"country": "Norway"})] * 2, least=least)

    assert ("Countries and roles that few responses give" in said(page.blocks)) is (least > 1)


def test_a_line_about_the_respondent_that_tells_nothing_is_left_out(shipped: Toolkit) -> None:
    told = [Response({"S1": "x"}, {"country": "Norway", "role": role}) for role in "ABCDEF"]
    mixed = [Response({"S1": "x"}, {"country": letter, "role": letter}) for letter in "ABCDEF"]

    pages = [made(shipped, responses)[0] for responses in (told, mixed)]

    anchors = [[heading.anchor for heading in page.headings(2) if heading.anchor.startswith("who")] for page in pages]
    assert anchors == [["who", "who-country"], []]


def test_a_kit_without_questions_has_no_place_in_a_report(shipped: Toolkit, known: dict[str, Field]) -> None:
    page, _ = made(shipped, everything(known))

    titles = {plain(heading.runs) for heading in page.headings(1)}
    asked = {kit.title: any(of_item(known, item.code) for item in kit.items) for kit in shipped.kits}
    assert {title for title in asked if any(title in each for each in titles)} == {
        title for title, has_questions in asked.items() if has_questions
    }
    assert not all(asked.values())


def test_words_in_the_place_of_a_choice_are_quoted_beside_the_count_of_the_others(tiny: Toolkit) -> None:
    _, fill = made(tiny, [Response({"A2": "yes"}), Response({"A2": "it depends"})])

    assert fill.said["A2"] == (Said("–", "it depends"),)


@pytest.mark.parametrize(
    ("answers", "count"),
    [
        ({"A2": "it depends"}, 1),
        ({"A4": "1,250"}, 1),
        ({"A7": ("pigeon",)}, 1),
        ({"B2-stance": "both"}, 1),
        ({"B1-seen": "at times"}, 1),
        ({"A2": "yes", "A3": "Words.", "A4": "1250", "A5": "soon", "A7": ("phone",), "A2-more": "More."}, 0),
    ],
)
def test_words_where_something_is_ticked_or_counted_are_told_from_the_count(
    tiny: Toolkit, answers: dict[str, Value], count: int
) -> None:
    page, _ = made(tiny, [Response(answers), Response({"A2": "yes", "A4": "3"})])

    assert said(page.blocks).split("\n").count("In their own words") == count


def test_how_many_have_not_decided_stays_with_what_is_counted(tiny: Toolkit, tiny_fields: dict[str, Field]) -> None:
    people = [
        Response({"A2": yes, "A5": f"2021-01-0{day}", "B2-stance": stance}, {"organisation": "North"}, id=stance)
        for yes, day, stance in (("yes", 1, "agree"), ("no", 2, "disagree"))
    ]
    responses, _ = by_organisation(people, tiny_fields)

    page, _ = made(tiny, [*responses, Response({"A2": "yes", "A5": "2021-01-03", "B2-stance": "agree"})])

    together = [block.blocks for block in walk(page.blocks) if isinstance(block, Together)]
    assert sum("have not decided yet" in said(blocks) for blocks in together) == 2
    assert said(page.blocks).count("have not decided yet") == 3


def test_answers_stand_with_who_gave_them_where_enough_answer(tiny: Toolkit) -> None:
    given = [Response({"A3": f"{name} says"}, {"organisation": name}) for name in "ABCD"]
    given += [Response({"A3": "E says", "A1-notes": "Only this one."})]

    page, fill = made(tiny, given)

    assert fill.said["A3"][3:] == (Said("D:", "D says"), Said("A response without a name:", "E says"))
    assert fill.said["A1-notes"] == (Said("–", "Only this one."),)
    assert said(page.blocks).count("Names removed") == 1


def test_a_report_without_names_says_so_once_for_all(tiny: Toolkit, tiny_fields: dict[str, Field]) -> None:
    page, fill = made(tiny, everything(tiny_fields), unattributed=True)

    assert {each.who for answers in fill.said.values() for each in answers} == {"–"}
    assert said(page.blocks).count("Names removed") == 1
    assert "anonym" not in said(page.blocks).casefold()


def test_counts_are_given_with_sum_and_median(tiny: Toolkit) -> None:
    page, _ = made(tiny, [Response({"A4": count}) for count in ("1200", "1", "4", "8", "about nine")])

    table = after(page, "A4")
    assert isinstance(table, Table)
    assert rows(table) == [["Question", "Total", "Median", "Answers"], ["A4 How many?", "1,213", "6", "4"]]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ((("1", "4"), ("2", "6")), "3 here and 10 there, a ratio of 30%."),
        (
            (("5", "4"), ("1", "6")),
            "6 here and 10 there. Sometimes this number is the larger of the two (responses: 1), so it is not a share "
            "of the other.",
        ),
        ((("0", "0"), ("0", "0")), "0 here and 0 there."),
        ((("4994", "5000"),), "4,994 here and 5,000 there, a ratio of 99.9%."),
    ],
)
def test_a_share_is_told_in_words(tiny_folder: Folder, pairs: tuple[tuple[str, str], ...], expected: str) -> None:
    tiny_folder.change("alpha.yaml", "answer: date", "answer: count\n    share_of: A4")
    given = [Response({"A5": part, "A4": whole}) for part, whole in pairs]

    page, _ = made(content.load(tiny_folder.path), given)

    lines = said(page.blocks).splitlines()
    assert f"In the responses that answer both this question and A4 ({len(pairs)}): {expected}" in lines


def test_recommendations_are_shaded_by_their_share_of_the_row(tiny: Toolkit) -> None:
    given = [Response({"B1r1": status}) for status in ("planned", "planned", "planned", "in-place")]

    page, _ = made(tiny, given)

    heat = [block for block in walk(page.blocks) if isinstance(block, Table) and block.role == "heat"]
    first = next(row for row in heat[1].rows if row.cells[0].code == "B1r1")
    assert [(said(cell.blocks), cell.shade) for cell in first.cells[1:]] == [
        ("1", 3), ("3", 8), ("0", 0), ("0", 0), ("4", 0)
    ]  # fmt: skip


def test_a_challenge_counts_the_answers_to_all_its_recommendations(tiny: Toolkit) -> None:
    page, _ = made(tiny, [Response({"B1r1": "planned", "B1r2": "planned"}), Response({"B1r2": "in-place"})])

    overview = after(page, "B-heat")
    assert isinstance(overview, Table)
    assert [rows(overview)[at][-1] for at in (0, 1)] == ["Answers", "3"]
    assert rows(overview)[1] == ["B1 A challenge", "1", "2", "0", "0", "3"]


def test_of_a_debate_it_is_told_how_many_say_where_they_stand(tiny: Toolkit) -> None:
    page, _ = made(tiny, [Response({"B2-stance": "agree"}), Response({"A2": "yes"}), Response({"B2-stance": "partly"})])

    assert "Answered in 2 of 3 responses" in said(page.blocks).partition("All is well")[2]


def test_printed_and_added_pros_and_cons_stand_side_by_side(tiny: Toolkit) -> None:
    page, fill = made(tiny, [Response({"B2-pros": "One more pro."})])

    table = next(block for block in walk(page.blocks) if isinstance(block, Table) and block.role == "versus")
    _, printed, added = table.rows
    assert [type(block).__name__ for cell in printed.cells for block in cell.blocks] == ["Listing", "Listing"]
    pros, cons = added.cells
    assert Output("said", "B2-pros") in pros.blocks and fill.said["B2-pros"] == (Said("–", "One more pro."),)
    assert (said(pros.blocks), cons.blocks) == ("Pros that were added or changed", ())


def test_where_nobody_adds_pros_and_cons_those_that_are_printed_stand_alone(tiny: Toolkit) -> None:
    page, _ = made(tiny, [Response({"B2-stance": "agree"})])

    table = next(block for block in walk(page.blocks) if isinstance(block, Table) and block.role == "versus")
    assert len(table.rows) == 2


def test_how_many_say_where_they_stand_stays_with_their_numbers_and_the_debate(tiny: Toolkit) -> None:
    page, _ = made(tiny, [Response({"B2-stance": "agree"})])

    kept = [said(block.blocks) for block in walk(page.blocks) if isinstance(block, Together)]
    (stances,) = (text for text in kept if "Where do you stand" in text)
    assert stances.startswith("Debate 1: ")
    assert stances.endswith("Answered in 1 of 1 responses")


def test_the_report_closes_with_everything_that_is_planned(tiny: Toolkit) -> None:
    given = [
        Response({"B1r1": "planned", "B1r2": "planned" if name == "A" else "undecided"}, {"organisation": name})
        for name in "ABCDE"
    ]

    page, _ = made(tiny, given)

    table = [block for block in walk(page.blocks) if isinstance(block, Table)][-1]
    assert rows(table) == [
        ["Planned", "Responses"],
        ["B1r1 A recommendation\nA, B, C, D, E", "5"],
        ["B1r2 Another one", "1"],
    ]
    assert [[cell.head for cell in row.cells] for row in table.rows] == [[True, True], [True, False], [True, False]]
    assert not [block for block in walk(page.blocks) if isinstance(block, Paragraph) and not plain(block.runs)]
    heading = [block for block in page.headings(2) if block.anchor == "B1-planned"]
    assert [plain(block.runs) for block in heading] == ["Challenge 1: A challenge"]


def test_who_plans_something_stands_once_and_in_order(tiny: Toolkit) -> None:
    names = ["South", "", "North", "east", "South", "", "South"]

    page, _ = made(tiny, [Response({"B1r1": "planned"}, {"organisation": name}) for name in names])

    assert "east, North, South (×3), A response without a name (×2)" in said(page.blocks)


def test_dates_stand_from_the_first_to_the_last_each_once(tiny: Toolkit) -> None:
    days = {"D": "2021-05-03", "C": "2020-11-20", "A": "2021-05-03", "B": "in spring", "E": "2021-05-03"}
    given = [Response({"A5": day}, {"organisation": name}) for name, day in days.items()]

    _, named = made(tiny, given)
    _, bare = made(tiny, given, unattributed=True)

    assert named.said["A5"] == (
        Said("C:", "20 November 2020"), Said("A, D, E:", "3 May 2021"), Said("B:", "in spring")
    )  # fmt: skip
    assert bare.said["A5"] == (Said("–", "20 November 2020"), Said("–", "3 May 2021 (×3)"), Said("–", "in spring"))


def test_a_debate_without_pros_and_cons_has_no_table_of_them(tiny_folder: Folder) -> None:
    tiny_folder.change(
        "beta.yaml",
        """\
    pros:
      - code: B2p1
        text: A pro
    cons:
      - code: B2n1
        text: A con
""",
        "",
    )
    toolkit = content.load(tiny_folder.path)

    pages = [made(toolkit, [Response(answers)])[0] for answers in ({}, {"B2-cons": "One."})]

    roles = [[block.role for block in walk(page.blocks) if isinstance(block, Table)] for page in pages]
    assert [found.count("versus") for found in roles] == [0, 1]


def test_rows_of_numbers_say_in_words_what_they_are_about(tiny: Toolkit) -> None:
    page, _ = made(tiny, [Response({"A4": "3", "B2-stance": "agree"})])

    heads = {row[0] for block in walk(page.blocks) if isinstance(block, Table) for row in rows(block)[1:]}
    assert {"A4 How many?", "B2 A debate"} <= heads
    assert not {"A4", "B2"} & heads


def test_where_nothing_is_planned_the_report_says_so(tiny: Toolkit) -> None:
    page, _ = made(tiny, [Response({"B1r1": "in-place"})])

    assert "Nothing is marked as “Planned”." in said(page.blocks)


def test_a_toolkit_that_offers_no_plans_and_asks_for_no_organisation_says_nothing_of_them(tiny_folder: Folder) -> None:
    recommended = content.load(tiny_folder.path)
    text = (tiny_folder.path / "toolkit.yaml").read_text("utf-8")
    start, end = text.index("respondent:"), text.index("kits:")
    tiny_folder.write("toolkit.yaml", f"{text[:start]}{text[end:].replace('  - beta.yaml', '')}")
    tiny_folder.write("alpha.yaml", (tiny_folder.path / "alpha.yaml").read_text("utf-8").replace("[[B]]", "B"))
    given = [Response({"A2": "yes"})]

    pages = [made(content.load(tiny_folder.path), given)[0], made(recommended, given)[0]]

    assert ["What is planned" in said(page.blocks) for page in pages] == [False, True]
    assert ["Organisations named in the responses: 0" in said(page.blocks) for page in pages] == [False, True]
    named, _ = made(content.load(tiny_folder.path), [Response({"A2": "yes"}, {"organisation": "Nord"})])
    assert "Organisations named in the responses: 1" in said(named.blocks)


def test_a_report_holds_nothing_that_only_facilitators_may_read(shipped: Toolkit, known: dict[str, Field]) -> None:
    page, _ = made(shipped, everything(known))

    text = " ".join(said(page.blocks).split())
    assert not [secret for secret in selection.secrets(shipped).values() if " ".join(secret.split())[:60] in text]


def test_the_stamp_says_that_this_is_a_report(tiny: Toolkit) -> None:
    one, two = (made(tiny, [Response({"A3": text})])[0].stamp for text in ("x", "y"))

    assert (one.toolkit, one.edition) == ("tiny", "report")
    assert one.copy and one.copy != two.copy


def test_what_is_quoted_follows_the_fields_so_that_a_report_keeps_its_copy_id(shipped: Toolkit) -> None:
    known = fields.known(shipped)

    _, fill = made(shipped, everything(known))

    assert list(fill.said) == [code for code in known if code in fill.said]


def test_the_same_responses_make_the_same_page(tiny: Toolkit, tiny_fields: dict[str, Field]) -> None:
    assert made(tiny, everything(tiny_fields)) == made(tiny, everything(tiny_fields))


def test_what_is_not_decided_yet_is_told_at_its_question(tiny: Toolkit, tiny_fields: dict[str, Field]) -> None:
    people = [Response({"A2": given}, {"organisation": "North"}, id=given) for given in ("yes", "no")]
    responses, _ = by_organisation(people, tiny_fields)

    page, _ = made(tiny, list(responses))

    waiting = "Organisations in which people gave different answers and have not decided yet:\u00a01"
    assert said(page.blocks).count(waiting) == 1
    alone, _ = made(tiny, [Response({})])
    assert said(page.blocks).count("No response answers this.") + 1 == said(alone.blocks).count("No response answers")


def test_a_template_of_one_s_own_goes_before_the_shipped_one(tiny: Toolkit, folder: Folder) -> None:
    folder.write("report.html", MAIN + '<section role="back"><h1 id="own">Our own page</h1></section>')

    page, _ = made(tiny, [Response({"A3": "x"})], folder.path)

    assert page.headings(2)[-1].anchor == "own"


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ('<field code="A3"></field>', "report.html:2: A report has no fields."),
        ('<figure code="A3"></figure>', "report.html:2: <figure code='A3'> names no figure."),
        (
            '<output name="said" code="A33">',
            "report.html:2: <output name='said' code='A33'> names nothing that is there.",
        ),
        (
            '<output name="respondents" code="rol">',
            "report.html:2: <output name='respondents' code='rol'> names nothing",
        ),
        ('<output name="changes" code="A3">', "report.html:2: There is no <output name='changes'> on this page."),
        ("<p>{{ tallies.names }}</p>", "report.html:2:"),
        (
            '<table role="heat"><tr><td shade="11">1</td></tr></table>',
            "report.html:2: shade='11' is not a shade. Write 0 (none) to 10 (the darkest).",
        ),
    ],
)
def test_a_mistake_in_a_template_is_told_with_its_place(tiny: Toolkit, folder: Folder, added: str, told: str) -> None:
    folder.write("report.html", f'<h1 id="a">Head</h1>\n{added}')

    found = problems(lambda: made(tiny, [Response({"A3": "x"})], folder.path), folder.path)

    assert found[0].startswith(told)


def test_a_folder_of_templates_that_is_not_there_is_told(tiny: Toolkit, tmp_path: Path) -> None:
    found = problems(lambda: made(tiny, [Response({"A3": "x"})], tmp_path / "none"), tmp_path)

    assert found == ["none: There is no such folder. Give the folder of your templates."]


def test_a_comparison_heads_its_questions_as_a_report_does(tiny: Toolkit, tiny_fields: dict[str, Field]) -> None:
    (after_,) = everything(tiny_fields, 1)
    before = Response(dict.fromkeys(after_.answers, "other"), after_.respondent)

    compared = comparisonpage.page(tiny, comparison.of(tiny, tiny_fields, [before], [after_], 1))

    reported = made(tiny, [after_])[0].headings(2)
    items = [heading for heading in compared.headings(2) if heading.anchor[1:].isdigit()]
    assert [heading.anchor for heading in items] == [*(f"A{n}" for n in range(1, 8)), "B1", "B2", "B3"]
    assert items == [heading for heading in reported if heading in items]
    assert [heading.code for heading in compared.headings(3) if heading.anchor.startswith("B1r")] == ["B1r1", "B1r2"]
