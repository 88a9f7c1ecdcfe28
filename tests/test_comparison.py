"""Comparisons: the same organisations at two times, matched by name, with what differs side by side."""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from toolkit_cli.cli import cli
from toolkit_cli.errors import AnswersError
from toolkit_cli.kits import fields
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout.page import Heading, Paragraph, Table, plain, walk
from toolkit_cli.reports import comparison, comparisonpage
from toolkit_cli.reports.compare import compare
from toolkit_cli.reports.comparison import Change, Comparison
from toolkit_cli.reports.reportfiles import ReportOptions
from toolkit_cli.responses.organisations import by_organisation
from toolkit_cli.responses.response import Origin, Response

from .conftest import Folder, problems


def response(name: str, **answers: str) -> Response:
    return Response({code.replace("_", "-"): value for code, value in answers.items()}, {"organisation": name})


BEFORE = [response("North", A2="yes", A3="One.", A4="3"), response("South", A2="no"), response("Gone", A2="no")]
AFTER = [response("SOUTH ", A2="no", A4="2"), response("North", A2="no", A3="One.\n", A4="5"), response("New", A2="no")]


def compared(tiny: Toolkit, before: list[Response], after: list[Response], least: int = 1) -> Comparison:
    return comparison.of(tiny, fields.known(tiny), before, after, least)


def test_answers_are_compared_by_the_name_of_the_organisation(tiny: Toolkit) -> None:
    made = compared(tiny, BEFORE, AFTER)

    assert (made.compared, made.gone, made.new, made.count) == (("North", "SOUTH "), ("Gone",), ("New",), 2)
    assert made.changes == {
        "A2": (Change("North", "yes", "no"),),
        "A4": (Change("North", "3", "5"), Change("SOUTH ", None, "2")),
    }
    assert made.same == {"A2": 1, "A3": 1}
    assert [change.difference for change in made.changes["A4"]] == [2, None]


def test_the_order_of_the_responses_changes_nothing(tiny: Toolkit) -> None:
    assert compared(tiny, BEFORE[::-1], AFTER[::-1]) == compared(tiny, BEFORE, AFTER)


def joined(tiny: Toolkit, *members: tuple[str, dict[str, str]]) -> Response:
    """Return the response of one organisation, North, made of its people's, each from a file with its own hash."""
    people = [
        Response(answers, {"organisation": "North", "role": "Trainer"}, source=Origin(sha256=sha * 64))
        for sha, answers in members
    ]
    made, _ = by_organisation(people, fields.known(tiny))
    return made[0]


def test_the_same_people_who_say_the_same_have_changed_nothing(tiny: Toolkit) -> None:
    one, two = {"A3": "By phone."}, {"A3": "By post."}

    made = compared(tiny, [joined(tiny, ("1", one), ("2", two))], [joined(tiny, ("4", one), ("3", two))])

    assert (made.changes, made.same) == ({}, {"A3": 1})


def test_what_was_not_answered_is_said_in_words(tiny: Toolkit) -> None:
    made = compared(tiny, [response("North", A2="yes")], [response("North", A4="3")])

    blocks = comparisonpage.page(tiny, made).blocks
    said = [block for block in walk(blocks) if isinstance(block, Table)]
    cells = [[plain(each.runs) for each in walk((table,)) if isinstance(each, Paragraph)][-3:] for table in said]
    assert cells == [["North", "Yes", "No answer"], ["North", "No answer", "3"]]


def test_what_is_not_decided_yet_is_told_from_what_is_not_answered(tiny: Toolkit) -> None:
    before = joined(tiny, ("1", {"A2": "yes"}), ("2", {"A2": "no"}))

    made = compared(tiny, [before], [response("North", A2="yes")])

    assert made.changes == {"A2": (Change("North", None, "yes", (True, False)),)}
    assert compared(tiny, [before], [before]).changes == {"A2": (Change("North", None, None, (True, True)),)}


def test_few_organisations_are_not_named(tiny: Toolkit) -> None:
    made = compared(tiny, BEFORE, AFTER, least=3)

    assert made.unattributed
    assert (made.compared, made.gone, made.new, made.alone) == ((), (), (), (1, 1))
    assert {change.organisation for changes in made.changes.values() for change in changes} == {""}
    assert sorted(made.changes["A4"], key=repr) == [Change("", "3", "5"), Change("", None, "2")]


def test_names_stand_only_where_enough_answer_a_question(tiny: Toolkit) -> None:
    before = [response(name, A4="1", A2="no") for name in "ABCDE"]
    after = [response(name, A4="2", A2="yes" if name == "B" else "no") for name in "ABCDE"]
    after[1] = dataclasses.replace(after[1], answers={**after[1].answers, "A3": "It was hard."})

    made = compared(tiny, before, after, least=5)

    names = {code: {each.organisation for each in changes} for code, changes in made.changes.items()}
    assert names == {"A2": {""}, "A3": {""}, "A4": set("ABCDE")}


def test_names_stand_only_where_enough_answer_a_question_at_each_of_the_times(tiny: Toolkit) -> None:
    names = "ABCDEF"
    before = [response(name, A4="1", **({"A1_notes": f"{name} said"} if name in "ABC" else {})) for name in names]
    after = [response(name, A4="2", **({"A1_notes": f"{name} says"} if name in "DEF" else {})) for name in names]
    later = [response(name, A4="2", A1_notes=f"{name} says") for name in names]

    for second in (after, later):
        changes = compared(tiny, before, second, least=5).changes
        assert {code: {each.organisation for each in found} for code, found in changes.items()} == {
            "A1-notes": {""}, "A4": set(names)
        }  # fmt: skip
    none = [response(name, A4="2") for name in names]
    assert {each.organisation for each in compared(tiny, none, later, 5).changes["A1-notes"]} == set(names)


def test_a_comparison_names_nobody_at_a_question_where_a_report_on_one_of_the_files_does_not(tiny: Toolkit) -> None:
    before = [response(name, A2="no") for name in "ABCDE"]
    after = [response(name, A2="yes") for name in "ABCDE"]
    gone = response("F", A2="yes", A3="It was hard.")

    assert {each.organisation for each in compared(tiny, before, after, 5).changes["A2"]} == set("ABCDE")
    assert {each.organisation for each in compared(tiny, [*before, gone], after, 5).changes["A2"]} == {""}


def test_who_answers_only_what_carries_no_names_is_not_listed(tiny: Toolkit) -> None:
    before = [response(name, **{"A3" if name == "C" else "A4": "1"}) for name in "ABCDEF"]
    after = [response(name, **{"A3" if name == "C" else "A4": "2"}) for name in "ABCDEF"]
    gone, new = response("Gone", A1_notes="Once."), response("New", A4="1")

    made = compared(tiny, [*before, gone], [*after, new], least=5)

    assert [each.organisation for each in made.changes["A4"]] == list("ABDEF")
    assert made.changes["A3"] == (Change("", "1", "2"),)
    assert (made.compared, made.gone, made.new, made.count, made.alone) == ((), (), ("New",), 6, (1, 1))
    page = comparisonpage.page(tiny, made)
    lines = [plain(block.runs) for block in walk(page.blocks) if isinstance(block, Paragraph)]
    assert "In the earlier file only: 1" in lines and "In the later file only: New" in lines
    assert not any(line.startswith("In both files") for line in lines)


def test_who_does_not_say_whose_it_is_is_counted(tiny: Toolkit) -> None:
    assert (
        compared(tiny, [*BEFORE, Response({"A2": "yes"})], [*AFTER, Response({"A2": "no"}), Response({})]).nameless == 2
    )


FILE = "toolkit: tiny\nresponses:\n{}"
NAMES = [f"Org {number}" for number in range(5)]
ENTRY = "- respondent: {{organisation: {}}}\n  answers: {{A2: {}, A3: {}}}\n"


@pytest.fixture
def before(tmp_path: Path) -> Path:
    said = "".join(ENTRY.format(name, "yes", '"=1+1"') for name in NAMES)
    return Folder(tmp_path).write("a.yaml", FILE.format(said))


@pytest.fixture
def options(tiny_folder: Folder, tmp_path: Path) -> ReportOptions:
    said = "".join(ENTRY.format(name, "no", '"<b>two & a\nline"') for name in NAMES)
    after = Folder(tmp_path).write("b.yaml", FILE.format(said))
    return ReportOptions(after, ("docx", "pdf", "html", "xlsx", "csv"), tmp_path / "out", (tiny_folder.path,))


def test_a_comparison_comes_in_every_format(before: Path, options: ReportOptions) -> None:
    made = {path.suffix: path for path in compare(before, options)}

    assert sorted(path.name for path in made.values()) == [
        f"tiny-comparison.{each}" for each in sorted(options.formats)
    ]
    html = made[".html"].read_text(encoding="utf-8")
    assert "Org 3" in html
    assert "&lt;b&gt;two &amp; a" in html
    with pikepdf.open(made[".pdf"]) as pdf:
        assert len(pdf.pages) > 2
        assert "/AcroForm" not in pdf.Root or not [each for each in pdf.Root.AcroForm.Fields if str(each.T) == "A2"]


def test_an_organisation_that_stands_twice_has_to_be_merged_first(before: Path, options: ReportOptions) -> None:
    said = options.answers.read_text(encoding="utf-8") + ENTRY.format("org 1", "no", "x")
    options.answers.write_text(said, encoding="utf-8")

    with pytest.raises(AnswersError, match=r"b\.yaml: Several responses come from 'org 1'.*--by organisation"):
        compare(before, options)


def test_a_spreadsheet_takes_no_answer_for_a_formula(before: Path, options: ReportOptions) -> None:
    made = {path.suffix: path for path in compare(before, options)}

    rows = list(csv.reader(io.StringIO(made[".csv"].read_text(encoding="utf-8"))))
    assert rows[0] == ["organisation", "field", "kind", "item", "question", "before", "after"]
    assert rows[1][:2] == ["Org 0", "A2"]
    assert {row[5] for row in rows if row[1] == "A3"} == {"'=1+1"}
    book = openpyxl.load_workbook(made[".xlsx"])
    assert book.properties.title == "A tiny toolkit – Comparison"
    sheet = book["Comparison"]
    cells = {row[3].value: row[3].data_type for row in sheet.iter_rows(min_row=2) if row[1].value == "A3"}
    assert cells == {"=1+1": "s"}


def test_a_spreadsheet_names_each_of_several_options(before: Path, options: ReportOptions) -> None:
    for path, said in ((before, "[phone, post]"), (options.answers, "phone")):
        path.write_text(path.read_text(encoding="utf-8").replace("{A2:", f"{{A7: {said}, A2:"), encoding="utf-8")

    (made,) = compare(before, dataclasses.replace(options, formats=("csv",)))

    rows = csv.reader(io.StringIO(made.read_text(encoding="utf-8")))
    assert {tuple(row[5:]) for row in rows if row[1] == "A7"} == {("By phone; By post", "By phone")}


def test_a_spreadsheet_says_what_the_page_says_of_the_whole(before: Path, options: ReportOptions) -> None:
    said = before.read_text(encoding="utf-8") + ENTRY.format("Gone", "yes", "x") + "- answers: {A2: yes}\n"
    before.write_text(said, encoding="utf-8")
    after = options.answers.read_text(encoding="utf-8").replace("A2: no", "A2: yes", 2)
    options.answers.write_text(after, encoding="utf-8")

    (made,) = compare(before, dataclasses.replace(options, formats=("xlsx",)))

    book = openpyxl.load_workbook(made)
    assert list(book["Tallies"].values) == [
        ("Field", "Question", "Organisations with an unchanged answer"),
        ("A2", "Did it work?", 2),
    ]
    about = [row[0] for row in book["About this comparison"].values]
    assert about[4] == "Organisations in both files: 5"
    assert about[6:9] == [
        "In both files: Org 0, Org 1, Org 2, Org 3, Org 4",
        "In the earlier file only: Gone",
        "Responses that do not name their organisation, and are not compared: 1",
    ]


def test_the_same_files_give_the_same_bytes(before: Path, options: ReportOptions, tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in compare(before, options)}
    for path in options.output.iterdir() if options.output else ():
        path.unlink()

    assert {path.name: path.read_bytes() for path in compare(before, options)} == first


def test_files_without_an_organisation_in_common_are_told(before: Path, options: ReportOptions) -> None:
    options.answers.write_text(FILE.format(ENTRY.format("Other", "yes", "x")), encoding="utf-8")

    assert problems(lambda: compare(before, options), options.answers.parent) == [
        "b.yaml: No organisation in this file is also in a.yaml. "
        "The names of organisations have to be the same in both; "
        "capital letters and spaces do not matter."
    ]
    assert not (options.output or Path()).exists()


def test_responses_that_do_not_say_whose_they_are_cannot_be_compared(before: Path, options: ReportOptions) -> None:
    for path in (before, options.answers):
        path.write_text("toolkit: tiny\nanswers: {A3: x}\n", encoding="utf-8")

    assert problems(lambda: compare(before, options), options.answers.parent) == [
        "b.yaml: No response says which organisation it comes from. "
        "Responses are matched by the line 'organisation' about the respondent."
    ]


def test_the_command_prints_what_it_made_and_warns(before: Path, options: ReportOptions) -> None:
    arguments = ["compare", str(before), str(options.answers), "-f", "csv", "-o", str(options.output)]
    more = ["--toolkit", str(options.folders[0]), "--min-responses", "6"]

    done = CliRunner().invoke(cli, [*arguments, *more])

    assert (done.exit_code, done.stdout.strip()) == (0, str((options.output or Path()) / "tiny-comparison.csv"))
    assert done.stderr.strip() == "Names removed: 5 organisations, fewer than the 6 of --min-responses."
    assert "Org 1" not in ((options.output or Path()) / "tiny-comparison.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["docx", "pdf", "html"])
def test_a_comparison_is_not_read_as_a_return(before: Path, options: ReportOptions, name: str) -> None:
    (made,) = compare(before, dataclasses.replace(options, formats=(name,)))

    done = CliRunner().invoke(cli, ["read", str(made)])

    assert (done.exit_code, "This is a report, not a workbook." in done.stderr) == (3, True)


def test_what_an_organisation_has_not_agreed_on_where_it_said_nothing_before_is_a_change(tiny: Toolkit) -> None:
    after = joined(tiny, ("1", {"A2": "yes", "A4": "1"}), ("2", {"A2": "yes", "A4": "2"}))

    (change,) = compared(tiny, [response("North", A2="yes")], [after]).changes["A4"]

    assert (change.before, change.after, change.undecided) == (None, None, (False, True))


def test_names_that_may_be_one_are_told(before: Path, options: ReportOptions) -> None:
    said = options.answers.read_text(encoding="utf-8")
    options.answers.write_text(said.replace("Org 3", "Örg 3"), encoding="utf-8")
    warnings: list[str] = []

    compare(before, options, warnings.append)

    assert "Taken for different organisations: 'Org 3', 'Örg 3'." in warnings


def test_answers_to_questions_that_are_gone_are_told(before: Path, options: ReportOptions) -> None:
    text = (
        before.read_text(encoding="utf-8")
        .replace("toolkit: tiny\n", 'toolkit: tiny\nversion: "0.9"\n')
        .replace("A3: ", "A33: ")
    )
    before.write_text(text, encoding="utf-8")
    warnings: list[str] = []

    compare(before, options, warnings.append)

    assert [each.split(": ", 1)[1] for each in warnings if "A33" in each] == [
        "There is no field 'A33' in this version. 5 answers to it are left out. Did you mean 'A3'?"
    ]


@pytest.mark.parametrize("name", ["csv", "docx"])
def test_a_folder_of_templates_that_is_not_there_is_told(before: Path, options: ReportOptions, name: str) -> None:
    options = dataclasses.replace(options, formats=(name,), templates=before.parent / "none")

    assert problems(lambda: compare(before, options), before.parent) == [
        "none: There is no such folder. Give the folder of your templates."
    ]


def test_nothing_that_changed_is_said_in_words(before: Path, options: ReportOptions) -> None:
    options.answers.write_text(before.read_text(encoding="utf-8"), encoding="utf-8")

    made = {path.suffix: path for path in compare(before, options)}

    text = made[".html"].read_text(encoding="utf-8")
    assert "All organisations answer as before." in text
    assert "About this comparison" in text


def test_where_nobody_answers_anything_nobody_answers_as_before(tiny: Toolkit) -> None:
    one, none = ([response("North", **answers)] for answers in ({"A2": "no"}, {}))

    pages = [repr(comparisonpage.page(tiny, compared(tiny, each, each)).blocks) for each in (one, none)]

    assert ["All organisations answer as before." in page for page in pages] == [True, False]
    assert all("No change" in page for page in pages)


def test_a_comparison_prints_numbers_and_what_is_open_in_its_language(tiny: Toolkit) -> None:
    before = joined(tiny, ("1", {"A2": "yes", "A4": "12346"}), ("2", {"A2": "no", "A4": "12346"}))
    made = compared(tiny, [before], [response("North", A2="yes", A4="10000")])

    said = repr(comparisonpage.page(replace(tiny, lang="de"), made).blocks)

    assert all(
        each in said for each in ("Unterschiedliche Antworten in der Organisation", "12.346", "10.000 (\u22122.346)")
    )


def test_a_template_of_one_s_own_may_name_a_field_that_nobody_changed(tiny: Toolkit, folder: Folder) -> None:
    folder.write("compare.html", '<h1 id="a">Head</h1>\n<output name="changes" code="A3">')
    made = compared(tiny, BEFORE, AFTER)

    assert len(comparisonpage.page(tiny, made, folder.path).blocks) == 1

    folder.write("compare.html", '<h1 id="a">Head</h1>\n<output name="changes" code="Q3">')
    assert problems(lambda: comparisonpage.page(tiny, made, folder.path), folder.path) == [
        "compare.html:2: <output name='changes' code='Q3'> names nothing that is there. Did you mean 'B3' or 'A3'?"
    ]


def test_what_a_reader_of_a_comparison_may_miss_is_told(before: Path, options: ReportOptions) -> None:
    said = options.answers.read_text(encoding="utf-8").replace("two & a", "two \U00013000 a")
    options.answers.write_text(said, encoding="utf-8")
    told: list[str] = []

    compare(before, dataclasses.replace(options, formats=("html", "csv")), told.append)
    assert told == []
    compare(before, dataclasses.replace(options, formats=("pdf",)), told.append)

    assert told[0].startswith("No font has “\U00013000” (U+13000 EGYPTIAN HIEROGLYPH A001), in A3")


def test_responses_that_name_no_organisation_are_not_of_one(tiny: Toolkit) -> None:
    comparison.check({Path("a.yaml"): [response("", A2="yes"), response("", A2="no")]})


def test_responses_without_an_answer_take_no_part_in_a_comparison(tiny: Toolkit) -> None:
    made = dataclasses.replace(response("South", A2="yes"), source=Origin(sha256="1" * 64, untouched=True))

    done = compared(tiny, BEFORE, [response("North"), made, response("Gone", A2="yes")])

    assert (done.changes, done.blank, done.count) == ({"A2": (Change("Gone", "no", "yes"),)}, 2, 1)
    comparison.check({Path("b.yaml"): [response("North"), response("north", A2="no")]})


def test_how_many_are_without_an_answer_is_said(before: Path, options: ReportOptions) -> None:
    said = before.read_text(encoding="utf-8") + "- {respondent: {organisation: Org 9}, answers: {}}\n"
    before.write_text(said, encoding="utf-8")

    html, xlsx = compare(before, dataclasses.replace(options, formats=("html", "xlsx")))

    told = "Responses without any answer, which are not compared: 1"
    assert told in html.read_text(encoding="utf-8")
    assert told in [row[0] for row in openpyxl.load_workbook(xlsx)["About this comparison"].values]


def test_where_nobody_has_answered_nothing_is_compared(before: Path, options: ReportOptions) -> None:
    text = "toolkit: tiny\nresponses:\n- {respondent: {organisation: Org 1}, answers: {}}\n"
    options.answers.write_text(text, encoding="utf-8")

    (told,) = problems(lambda: compare(before, options), options.answers.parent)

    assert "1 response without any answer is not compared." in told


def dated(name: str, day: str, **answers: str) -> Response:
    made = response(name, **answers)
    return dataclasses.replace(made, respondent={**made.respondent, "date": day})


def dates(year: int, count: int = 5) -> list[Response]:
    """Return responses of that year, A's of January and so on, of which each says something else."""
    return [dated(chr(65 + at), f"{year}-{at + 1:02}-17", A2=("no", "yes")[year % 2]) for at in range(count)]


def told(toolkit: Toolkit, comparison_: Comparison) -> tuple[list[str], list[str]]:
    """Return the lines on the cover that begin with Before and After, and the heads of the first table."""
    blocks = list(walk(comparisonpage.page(toolkit, comparison_).blocks))
    lines = [plain(each.runs) for each in blocks if isinstance(each, Paragraph)]
    table = next(each for each in blocks if isinstance(each, Table))
    heads = [plain(each.runs) for each in walk((table,)) if isinstance(each, Paragraph)]
    return [line for line in lines if line.startswith(("Before:", "After:"))], [
        head for head in heads if head.startswith(("Before", "After"))
    ]


def test_a_comparison_says_which_two_times_it_compares(tiny: Toolkit) -> None:
    after = [*dates(2022), dated("Z", "2029-01-01")]

    made = compared(tiny, dates(2021), after, least=5)

    assert told(tiny, made) == (
        ["Before: January – May 2021", "After: January – May 2022"],
        ["Before (01/2021 – 05/2021)", "After (01/2022 – 05/2022)"],
    )


def test_where_too_few_give_a_date_the_files_are_named_if_organisations_are(tiny: Toolkit) -> None:
    known, before, after = fields.known(tiny), dates(2021), dates(2022)
    before[0] = response("A", A2="yes")
    files = ("spring.yaml", f"{'long ' * 9}.yaml")

    with_names = comparison.of(tiny, known, before, after, 5, files=files)
    without = comparison.of(tiny, known, before, after, 5, True, files=files)
    few = comparison.of(tiny, known, before[1:3], after[1:3], 5, files=files)

    assert told(tiny, with_names) == (
        ["Before: spring.yaml", "After: January – May 2022"],
        ["Before (spring.yaml)", "After (01/2022 – 05/2022)"],
    )
    assert told(tiny, without) == (["After: January – May 2022"], ["Before", "After (01/2022 – 05/2022)"])
    assert told(tiny, few) == ([], ["Before", "After"])


def test_names_with_commas_in_them_are_told_apart(tiny: Toolkit) -> None:
    before, after = ([response(name, A2="yes") for name in (*"AB", "Men, Berlin", gone)] for gone in "XY")

    made = comparisonpage.page(tiny, compared(tiny, before, after))

    lines = [plain(each.runs) for each in walk(made.blocks) if isinstance(each, Paragraph)]
    assert "In both files: A; B; Men, Berlin" in lines and "In the earlier file only: X" in lines


def test_the_names_of_the_files_stand_on_the_cover_and_in_the_spreadsheet(before: Path, options: ReportOptions) -> None:
    made = {path.suffix: path for path in compare(before, options)}

    text = made[".html"].read_text(encoding="utf-8")
    assert "<p>Before: a.yaml</p>\n<p>After: b.yaml</p>" in text
    book = openpyxl.load_workbook(made[".xlsx"])
    assert [cell.value for cell in book["Comparison"][1]][-2:] == ["Before (a.yaml)", "After (b.yaml)"]
    assert [row[0] for row in book["About this comparison"].values][2:4] == ["Before: a.yaml", "After: b.yaml"]


def test_a_recommendation_stands_in_full_below_a_short_heading(tiny: Toolkit) -> None:
    before, after = ([response("North", B1r1=status)] for status in ("planned", "in-place"))

    page = comparisonpage.page(tiny, compared(tiny, before, after))

    blocks = list(walk(page.blocks))
    at = next(at for at, each in enumerate(blocks) if isinstance(each, Heading) and each.anchor == "B1r1-changes")
    heading, whole, table = blocks[at : at + 3]
    assert isinstance(heading, Heading) and isinstance(whole, Paragraph) and isinstance(table, Table)
    assert (plain(heading.runs), heading.code, plain(whole.runs)) == ("Recommendation", "B1r1", "A recommendation")
