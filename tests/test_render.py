"""Rendering: a toolkit through the templates to a page; a template's mistake is told with its file and line."""

from __future__ import annotations

import itertools
import re
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec import structs

from toolkit_cli.errors import TemplateError
from toolkit_cli.files import installed
from toolkit_cli.kits import content, selection
from toolkit_cli.kits.model import TextItem, Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.layout import environment, markup, render, templatecheck
from toolkit_cli.layout.page import (
    Aside,
    FieldBox,
    Figure,
    Heading,
    Listing,
    Page,
    PageBreak,
    Paragraph,
    Run,
    plain,
    walk,
)

from .conftest import Folder, problems
from .timing import in_seconds

WORKBOOK = installed.template("workbook.html").read_text(encoding="utf-8")


def page(toolkit: Toolkit, edition: str = "participant", templates: Path | None = None) -> Page:
    return render.workbook(selection.for_edition(toolkit, edition), edition, templates)


def fields(made: Page) -> list[str]:
    return [block.code for block in walk(made.blocks) if isinstance(block, FieldBox)]


def said(made: Page) -> str:
    found = [plain(block.runs) for block in walk(made.blocks) if isinstance(block, (Paragraph, Heading))]
    found += [plain(runs) for block in walk(made.blocks) if isinstance(block, Listing) for runs in block.items]
    return "\n".join(found)


@pytest.mark.parametrize("edition", ["participant", "facilitator"])
def test_every_field_stands_on_the_page_once(shipped: Toolkit, tiny: Toolkit, edition: str) -> None:
    for toolkit in (shipped, tiny):
        made = page(toolkit, edition)

        assert sorted(fields(made)) == sorted(made.fields)


def test_bars_of_different_totals_tell_how_many_they_count(tiny_folder: Folder) -> None:
    alike = page(content.load(tiny_folder.path)).charts["B4"]
    more = "counts: [1, 3]\n        - label: May\n          counts: [0, 168]"
    tiny_folder.change("beta.yaml", "counts: [1, 3]", more)

    made = page(content.load(tiny_folder.path)).charts["B4"]

    assert (alike.bars, alike.alt) == ((("April", (1, 3)),), "One bar.")
    assert made.bars == (("April (n = 4)", (1, 3)), ("May (n = 168)", (0, 168)))
    assert made.alt == "One bar. April (n = 4), May (n = 168)"


def test_the_address_of_a_source_stands_on_a_line_of_its_own(shipped: Toolkit) -> None:
    """A line break is white space, as the blank was that workbooks of before have there: they are read alike."""
    texts = [plain(block.runs) for block in walk(page(shipped).blocks) if isinstance(block, Paragraph)]

    sources = [text for text in texts if text.startswith("Source:") and "https://" in text]
    assert sources
    assert [text for text in sources if not re.fullmatch(r"Source: [^\n]+\nhttps://\S+", text)] == []


def test_whichever_box_of_a_debate_opens_a_page_says_of_which_debate_it_is(tiny: Toolkit) -> None:
    boxes = {block.code: block for block in walk(page(tiny).blocks) if isinstance(block, FieldBox)}

    for code in ("B2-why", "B2-pros"):  # the box for cons stands with that for pros
        (told,) = boxes[code].blocks
        assert isinstance(told, Paragraph)
        assert plain(told.runs) == "Debate 1"


def test_the_page_is_in_the_toolkit_s_order(tiny: Toolkit) -> None:
    assert fields(page(tiny)) == [
        "R-organisation",
        "R-date",
        "A1-notes",
        "A2",
        "A2-more",
        "A3",
        "A4",
        "A5",
        "A6",
        "A7",
        "B1-seen",
        "B1r1",
        "B1r2",
        "B1-notes",
        "B2-stance",
        "B2-why",
        "B2-pros",
        "B2-cons",
        "B3",
    ]


def test_secrets_are_in_the_facilitator_s_page_only(tiny: Toolkit) -> None:
    both = {edition: page(tiny, edition) for edition in ("participant", "facilitator")}

    assert [repr(both["participant"]).count(text) for text in selection.secrets(tiny).values()] == [0, 0, 0, 0]
    assert all(text in repr(both["facilitator"]) for text in selection.secrets(tiny).values())
    assert {block.role for block in walk(both["participant"].blocks) if isinstance(block, Aside)} == {
        "notice",
        "note",
        "prompts",
        "callout",
    }


def test_text_becomes_paragraphs_lists_and_links(tiny: Toolkit) -> None:
    blocks = list(walk(page(tiny).blocks))
    start = next(index for index, block in enumerate(blocks) if isinstance(block, Heading) and block.anchor == "A1")

    assert blocks[start + 1 : start + 3] == [
        Paragraph((Run("First words; see "), Run("A2", href="#A2"), Run(" and "), Run("Beta", href="#B"), Run("."))),
        Listing(((Run("a point"),), (Run("another"),))),
    ]


def test_a_reference_to_a_kit_that_is_left_out_names_it_without_a_link(tiny: Toolkit) -> None:
    made = page(Selection(only=("A1",)).of(tiny))

    assert "see A2 (not in this workbook) and Beta (not in this workbook)." in said(made)
    assert not [
        run
        for block in walk(made.blocks)
        if isinstance(block, Paragraph)
        for run in block.runs
        if run.href in ("#A2", "#B")
    ]


def test_a_reference_to_a_shipped_kit_that_is_left_out_names_it(shipped: Toolkit) -> None:
    made = said(page(Selection(skip=("C",)).of(shipped)))

    assert f"{shipped.titles['C']} (not in this workbook)" in made


def test_a_condition_names_the_question_and_its_answer(tiny: Toolkit) -> None:
    assert "Answer this if A2 is “Yes”." in said(page(tiny))


def test_a_condition_falls_back_to_its_text_where_the_question_is_left_out(tiny: Toolkit) -> None:
    made = said(page(Selection(skip=("A2",)).of(tiny)))

    assert "If it worked." in made
    assert "Answer this if" not in made


def test_a_condition_on_an_option_shows_its_label(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", '      field: A2\n      is: "yes"', "      field: A6\n      is: high")

    assert "Answer this if A6 is “High level”." in said(page(content.load(tiny_folder.path)))


def test_hostile_content_stays_text(tiny_folder: Folder) -> None:
    nasty = "</p><script>{{ 7*7 }}</script>{% raw %}&amp;"
    tiny_folder.change("alpha.yaml", "title: Alpha", f"title: '{nasty}'")
    tiny_folder.change("alpha.yaml", "question: How many?", f"question: '{nasty}'")

    made = page(content.load(tiny_folder.path))

    assert nasty in said(made)
    assert made.fields["A4"].label == nasty


def test_kits_and_items_are_numbered_as_they_stand(tiny: Toolkit) -> None:
    made = said(page(Selection(only=("B",)).of(tiny)))

    assert "Kit 1\n" in made
    assert "Challenge 1: A challenge" in made
    assert "Figure 1." in made


def test_notes_stand_after_the_opportunities_that_follow_their_text(shipped: Toolkit) -> None:
    for kit in shipped.kits:
        for item, following in itertools.pairwise(kit.items):
            if isinstance(item, TextItem) and item.notes and following.kind == "opportunity":
                order = fields(page(Selection(only=(kit.code,)).of(shipped)))
                last = kit.items[kit.items.index(item) + 1 :]
                ends = [other.code for other in last if other.kind == "opportunity"]
                assert order.index(f"{item.code}-notes") == order.index(ends[-1]) + 1
                return
    pytest.fail("no text with notes stands before opportunities")


def begun(made: Page) -> set[str]:
    """Return the headings that begin a page after a break; no break follows another."""
    blocks = [block for block in walk(made.blocks) if isinstance(block, (PageBreak, Heading))]
    found = set()
    for one, after in itertools.pairwise(blocks):
        if isinstance(one, PageBreak):
            assert isinstance(after, Heading)
            found.add(after.anchor)
    return found


def test_a_debate_begins_a_page_and_what_leads_over_to_it_stands_there_too(shipped: Toolkit) -> None:
    debates = [item.code for _, item in shipped.items() if item.kind == "debate"]
    before = {
        following.code: item
        for kit in shipped.kits
        for item, following in itertools.pairwise(kit.items)
        if following.kind == "debate"
    }
    broken = begun(page(shipped))

    opening = {code: before[code].code if before[code].kind == "text" else code for code in debates}
    assert len(debates) > 1
    assert any(opening[code] != code for code in debates)
    assert {anchor for anchor in broken if anchor in {*opening.values(), *debates}} == set(opening.values())


def test_a_debate_that_opens_a_kit_leaves_no_page_empty_but_for_the_kit_s_head(shipped: Toolkit) -> None:
    first, second = [item.code for _, item in shipped.items() if item.kind == "debate"][:2]
    made = page(Selection(only=(first, second)).of(shipped))

    assert {first, second} <= {block.anchor for block in walk(made.blocks) if isinstance(block, Heading)}
    assert second in begun(made)
    assert first not in begun(made)


@pytest.mark.parametrize(
    ("order", "level"),
    [
        (("A1", "A2", "B3"), 3),
        (("B3",), 2),
        (("B2", "B3"), 2),
        (("A1", "B4", "B3"), 2),
    ],
    ids=["below a text", "alone in its kit", "behind a debate", "behind a figure"],
)
def test_an_opportunity_hangs_under_a_text_and_under_nothing_else(
    tiny: Toolkit, order: tuple[str, ...], level: int
) -> None:
    items = {item.code: item for _, item in tiny.items()}
    kit = structs.replace(tiny.kits[1], items=tuple(items[code] for code in order))
    made = page(structs.replace(tiny, kits=(kit,)))

    assert [block.level for block in walk(made.blocks) if isinstance(block, Heading)][-1] == level


def test_the_stamp_says_what_the_workbook_holds(tiny: Toolkit) -> None:
    whole, part = page(tiny), page(Selection(only=("B3", "A4"), order=("B", "A")).of(tiny))

    assert (whole.stamp.toolkit, whole.stamp.version, whole.stamp.edition, whole.stamp.items) == (
        "tiny",
        "1.0",
        "participant",
        (),
    )
    assert part.stamp.items == ("B3", "A4")
    assert part.stamp.fingerprint != whole.stamp.fingerprint


def test_the_page_has_a_chart_for_each_of_its_figures(tiny: Toolkit) -> None:
    made = page(tiny)

    assert {block.code for block in walk(made.blocks) if isinstance(block, Figure)} == set(made.charts) == {"B4"}


def test_own_templates_go_before_the_shipped_ones(tiny: Toolkit, folder: Folder) -> None:
    folder.write("parts/cover.html", '<section role="cover"><p role="title">Mine</p></section>')

    found = problems(lambda: page(tiny, templates=folder.path))

    assert found == [
        f"{installed.template('workbook.html').as_posix()}: The templates forget all 2 fields of 'R': "
        "'R-organisation', 'R-date'. Add <field code=\"R-organisation\"></field> and so on."
    ]


def test_a_folder_of_templates_that_is_not_there_is_told(tiny: Toolkit, tmp_path: Path) -> None:
    assert problems(lambda: page(tiny, templates=tmp_path / "none"), tmp_path) == [
        "none: There is no such folder. Give the folder of your templates."
    ]
    Folder(tmp_path).write("own.html", "")
    assert problems(lambda: page(tiny, templates=tmp_path / "own.html"), tmp_path) == [
        "own.html: This is a file, not a folder. Give the folder of your templates."
    ]


def changed(folder: Folder, name: str, old: str, new: str) -> int:
    """Write a shipped template with a change into a folder; return the line of the change."""
    text = installed.template(name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    folder.write(name, text.replace(old, new))
    return text[: text.index(old)].count("\n") + 1


MISTAKES = {
    "a link to nowhere": (
        '<p role="assumption">',
        '<p><a href="#nowhere">See</a></p>\n<p role="assumption">',
        "<a href='#nowhere'> leads to no heading and no question of this page.",
    ),
    "a link that runs": (
        '<p role="assumption">',
        '<p><a href="javascript:1">See</a></p>\n<p role="assumption">',
        "<a href='javascript:1'> is no address to which a workbook can lead.",
    ),
    "an unknown tag": (
        '<table role="versus">',
        '<tabel role="versus">',
        "<tabel> is not a tag of the workbook's markup. Did you mean",
    ),
    "an unknown tag within a line": (
        "<th>{{ words.pros }}</th>",
        "<th><bold>{{ words.pros }}</bold></th>",
        "<bold> is not a tag of the workbook's markup.",
    ),
    "an unknown attribute": (
        '<p role="assumption">',
        '<p colour="red">',
        "<p> has no attribute 'colour'.",
    ),
    "an unclosed tag": (
        '<p role="assumption">{{ item.assumption | inline }}</p>',
        '<p role="assumption">{{ item.assumption | inline }}',
        "<p> is not closed. Write </p> where it ends.",
    ),
    "an undefined name": ("{{ words.pros }}", "{{ words.prose }}", "'prose' is not known here. Only what"),
    "a name that a part lacks": ("{{ words.pros }}", "{{ item.nope }}", "'nope' is not known here. Only what"),
    "an undefined thing": ("{{ words.pros }}", "{{ answers.S1 }}", "'answers' is undefined. Only what"),
    "an unknown filter": ("{{ words.pros }}", "{{ words.pros | shout }}", "No filter named 'shout'."),
    "a call of what cannot be called": ("{{ words.pros }}", "{{ words.pros() }}", "'str' object is not callable. Only"),
    "a way out of the sandbox": (
        "{{ words.pros }}",
        "{{ words.__class__.__mro__ }}",
        "access to attribute '__class__' of 'dict' object is unsafe. Only",
    ),
    "a division by nothing": ("{{ words.pros }}", "{{ 1 / 0 }}", "division by zero. Only"),
    "a template that is not there": (
        "{{ words.pros }}",
        '{% include "none.html" %}',
        "There is no template 'none.html'. Correct its name.",
    ),
    "an expression left open": ("{{ words.pros }}", "{{ words.pros }", "unexpected '}'."),
    "a field twice": (
        '<field code="{{ item.code }}-pros">',
        '<field code="{{ item.code }}-pros"></field><field code="{{ item.code }}-pros">',
        "The field 'B2-pros' stands 2 times. Keep one.",
    ),
    "a field that is none": (
        '<field code="{{ item.code }}-pros">',
        '<field code="{{ item.code }}-pros"></field><field code="{{ item.code }}-proo">',
        "<field code='B2-proo'> names no field. Did you mean 'B2-pros'",
    ),
    "a figure that is none": (
        '<figure code="{{ item.code }}">',
        '<figure code="{{ item.code }}x">',
        "<figure code='B4x'> names no figure. Did you mean 'B4'?",
    ),
    "a written answer in a table of choices": (
        '<field code="{{ point.code }}"></field>\n{% endfor %}\n</fields>',
        '<field code="{{ point.code }}"></field>\n{% endfor %}\n<field code="{{ item.code }}-notes"></field></fields>',
        "<fields> takes questions that offer the same options. Take the others out of it.",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_with_the_template_s_path_and_line(tiny: Toolkit, folder: Folder, case: str) -> None:
    old, new, words = MISTAKES[case]
    line = changed(folder, "parts/items.html", old, new)

    found = problems(lambda: page(tiny, templates=folder.path), folder.path)

    assert any(problem.startswith(f"parts/items.html:{line}: {words}") for problem in found), found


def test_a_template_may_lead_to_a_heading_a_question_and_an_item(tiny: Toolkit, folder: Folder) -> None:
    links = "".join(f'<p><a href="#{place}">See</a></p>' for place in ("contents", "A4", "A", "B4"))
    line = changed(folder, "workbook.html", "</section>\n{% for", f"{links}</section>\n{{% for")

    assert said(page(tiny, templates=folder.path)).count("See") == 4

    changed(folder, "workbook.html", "</section>\n{% for", '<p><a href="#Z9">See</a></p></section>\n{% for')
    (found,) = problems(lambda: page(tiny, templates=folder.path), folder.path)
    assert found.startswith(f"workbook.html:{line}: <a href='#Z9'> leads to no heading and no question of this page.")


def test_a_template_may_lead_to_what_a_selection_leaves_out(tiny: Toolkit, folder: Folder) -> None:
    changed(folder, "workbook.html", "</section>\n{% for", '<p><a href="#B4">See</a></p></section>\n{% for')

    assert "See" in said(page(Selection(only=("A",)).of(tiny), templates=folder.path))


def test_a_block_left_open_is_told(tiny: Toolkit, folder: Folder) -> None:
    changed(folder, "workbook.html", "{% endfor %}", "")

    (found,) = problems(lambda: page(tiny, templates=folder.path), folder.path)

    assert found.startswith("workbook.html:19: Unexpected end of template.")
    assert found.endswith("Each {{ needs its }}, each {% its %}, each for and if its end.")


def test_templates_that_include_each_other_are_told(tiny: Toolkit, folder: Folder) -> None:
    folder.write("workbook.html", '<section>\n{% include "workbook.html" %}\n</section>')

    assert problems(lambda: page(tiny, templates=folder.path), folder.path) == [
        "workbook.html:2: The templates include each other without end. Take one of them out."
    ]


@pytest.mark.parametrize("sum_", ['"x" * 10**10', '10**10 * ["x"]', "toolkit.title * 10**9", "9**(9**9)"])
def test_a_template_that_asks_for_too_much_is_told(tiny: Toolkit, folder: Folder, sum_: str) -> None:
    folder.write("workbook.html", f"<p>\n{{{{ {sum_} }}}}\n</p>")

    assert problems(lambda: page(tiny, templates=folder.path), folder.path) == [
        "workbook.html:2: What is calculated here is too large. Repeat it less often, or make it smaller."
    ]


def test_a_template_may_calculate(tiny: Toolkit, folder: Folder) -> None:
    changed(folder, "workbook.html", WORKBOOK, f'<p>{{{{ "ab" * 3 }}}} {{{{ 3 * 4 }}}} {{{{ 2**10 }}}}</p>{WORKBOOK}')

    assert "ababab 12 1024" in str(page(tiny, templates=folder.path).blocks)


def test_templates_without_end_are_told_before_all_is_made_again_and_again(tiny: Toolkit, folder: Folder) -> None:
    last = WORKBOOK.count("\n") + 1
    folder.write("workbook.html", f'{WORKBOOK}{{% include "workbook.html" %}}\n')

    assert problems(lambda: page(tiny, templates=folder.path), folder.path) == [
        f"workbook.html:{last}: The templates include each other without end. Take one of them out."
    ]


def test_a_template_in_another_encoding_is_told(tiny: Toolkit, folder: Folder) -> None:
    folder.write("parts/cover.html", "<p>a</p>\n<p>é</p>\n".encode("latin-1"))

    assert problems(lambda: page(tiny, templates=folder.path), folder.path) == [
        "parts/cover.html:2: The file is not in UTF-8. Save it as UTF-8 in your editor "
        "(in Notepad: Save as, Encoding: UTF-8)."
    ]


def test_a_comment_that_is_not_closed_is_told(tiny: Toolkit, folder: Folder) -> None:
    folder.write("parts/cover.html", "<p>a</p>\n<!-- a note\n<p>b</p>\n")

    assert problems(lambda: page(tiny, templates=folder.path), folder.path) == [
        "parts/cover.html:2: The comment <!-- is not closed. Write --> where it ends."
    ]


def test_an_empty_template_forgets_every_field(tiny: Toolkit, folder: Folder) -> None:
    folder.write("workbook.html", "")

    assert problems(lambda: page(tiny, templates=folder.path), folder.path) == [
        "workbook.html: The templates forget all 17 fields of the kits 'A', 'B': 'A1-notes', 'A2', 'A2-more', 'A3', "
        "'A4' and 12 more. Add <field code=\"A1-notes\"></field> and so on, or include the part that has them, such as "
        "parts/kit.html.",
        "workbook.html: The templates forget all 2 fields of 'R': 'R-organisation', 'R-date'. "
        'Add <field code="R-organisation"></field> and so on.',
    ]


def test_a_template_that_forgets_whole_kits_is_told_so_once(shipped: Toolkit, folder: Folder) -> None:
    changed(folder, "workbook.html", '{% include "parts/kit.html" %}', "")

    (told,) = problems(lambda: page(shipped, templates=folder.path), folder.path)

    assert told.startswith("workbook.html: The templates forget all ")
    assert "fields of the kits 'I', 'S', 'G', 'C', 'F': 'I15-notes', 'S1', " in told


def test_a_field_that_templates_forget_of_an_item_is_told_by_itself(tiny: Toolkit, folder: Folder) -> None:
    changed(folder, "parts/items.html", '<field code="{{ item.code }}-stance"></field>', "")

    assert problems(lambda: page(tiny, templates=folder.path)) == [
        f"{installed.template('workbook.html').as_posix()}: The templates forget the field 'B2-stance' of 'B2'. "
        'Add <field code="B2-stance"></field>.'
    ]


def test_a_workbook_that_does_not_begin_with_its_highest_heading_is_told(tiny: Toolkit, folder: Folder) -> None:
    folder.write("workbook.html", "<h2>Too deep</h2>")

    assert problems(lambda: page(tiny, templates=folder.path), folder.path)[0] == (
        "workbook.html:1: The heading 'Too deep', a <h2>, is the first. Make it a <h1>, or put one before it."
    )


def test_a_template_cannot_reach_files_elsewhere(tiny: Toolkit, folder: Folder) -> None:
    folder.write("workbook.html", '{% include "../../etc/passwd" %}')

    assert problems(lambda: page(tiny, templates=folder.path), folder.path) == [
        "workbook.html:1: There is no template '../../etc/passwd'. Correct its name."
    ]


def test_marks_leave_a_template_s_own_lines_and_expressions_alone() -> None:
    source = '{% if "<p>" %}\n<p title="a">{{ "<b>" }}</p>{# <i> #}\n  <br>\n{% endif %}'

    marked = "".join(environment._marked(source, "x"))

    assert marked == (
        '{% if "<p>" %}\n<!--@x:2--><p title="a">{{ "<b>" }}<!--@x:2--></p>{# <i> #}\n  <!--@x:3--><br>\n{% endif %}'
    )


@pytest.mark.parametrize("begun", ["<field ", "<!-- ", "{{ ", "{% ", "{# "])
def test_what_is_begun_often_and_never_ended_takes_no_time(begun: str) -> None:
    with in_seconds(5):  # hundredths of a second, and many seconds in the square of the length
        assert templatecheck._lines(begun * 20_000) == {}
        with suppress(TemplateError):  # for a comment that is not closed
            assert "".join(environment._marked(begun * 20_000, "x")).startswith(("<", "{"))


def test_a_mark_in_an_attribute_is_not_printed() -> None:
    (block,) = markup.parse('<aside role="tip" title="<!--@x:1-->Look"><p>a</p></aside>', "participant")

    assert block == Aside("tip", "Look", (Paragraph((Run("a"),)),))
