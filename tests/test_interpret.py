"""What stands in a field's place, as an answer or as a note: never an error, never a guess."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit_cli.characters import blank, clean, visible
from toolkit_cli.kits import dates, localformat, words
from toolkit_cli.kits.fields import Field, Option
from toolkit_cli.returned import Found, Note
from toolkit_cli.returns.interpret import Answer, answer
from toolkit_cli.returns.optionlines import AROUND

YES_NO = Field("S3", "yes_no", "Did you?", "S3", (Option("yes", "Yes"), Option("no", "No")))
STATUS = Field(
    "G1r1",
    "choice",
    "Do this.",
    "G1",
    (Option("in-place", "In place"), Option("planned", "Planned"), Option("not-suitable", "Not suitable for us")),
)
MANY = Field("M1", "many", "Which?", "M1", (Option("phone", "By phone"), Option("post", "By post")))
COUNT = Field("S10", "count", "How many?", "S10")
DATE = Field("R-date", "date", "Date", "R")
TEXT = Field("S1", "text", "What?", "S1")


def value(field: Field, text: str, states: tuple[str, ...] | None = None) -> object:
    return answer(Found(field.code, text, states), field).value


@pytest.mark.parametrize("field", [TEXT, COUNT, DATE])
def test_boxes_that_another_version_has_here_are_no_answer_while_none_is_ticked(field: Field) -> None:
    assert answer(Found(field.code, "☐ Yes\n☐ No", ()), field) == Answer(None)
    assert answer(Found(field.code, "☒ Yes\n☐ No", ("yes",)), field).value == "☒ Yes\n☐ No"
    assert answer(Found("S1", "☐ buy a phone\n☐ call"), TEXT).value == "☐ buy a phone\n☐ call"


def test_signs_stay_as_they_were_typed_in_a_text() -> None:
    found = Found("S1", "☐ open\n☒ done", written="☐ open\n✓ done")

    assert answer(found, TEXT).value == "☐ open\n✓ done"
    assert answer(replace(found, text="☐ Yes\n☒ No", written="☐ Yes\n✓ No"), YES_NO).value == "no"


def test_a_minus_before_a_number_tells_an_option_from_another() -> None:
    scale = Field("S3", "choice", "How?", "S3", (Option("worse", "-5"), Option("better", "5")))

    assert (value(scale, "", ("-5",)), value(scale, "", ("5",))) == ("worse", "better")
    assert {value(scale, said) for said in ("-5", "“-5”.", "-5.")} == {"worse"}
    assert [value(scale, said) for said in ("5", "- 5", "–5")] == ["better", "better", None]
    assert value(STATUS, "", ("Not  suitable-for us",)) == "not-suitable"


def test_options_that_are_offered_in_other_words_are_noted() -> None:
    now = Field("S3", "yes_no", "Did you?", "S3", (Option("yes", "Yes, fully"), Option("no", "No")))

    assert answer(Found("S3", "☒ Yes\n☐ No", ("yes",)), now) == Answer(
        "yes", (Note("changed", "the workbook offers: Yes", code="S3"),)
    )
    assert kinds(now, "☐ Yes\n☐ No", ()) == []
    assert kinds(YES_NO, "☒ YES\n☐ no", ("yes",)) == []
    assert answer(Found("S3", "☒ Yes, fully\n☐ No", ("yes",)), YES_NO).notes == (
        Note("beside", "Yes, fully", code="S3"),
    )


def test_an_option_whose_words_somebody_has_replaced_is_doubted_where_its_box_is_ticked() -> None:
    found = answer(Found("S3", "☐ Yes\n☒ Partly", ("no",)), YES_NO)

    assert found.value == "no"
    assert [(note.kind, note.text) for note in found.notes] == [
        ("doubt", "the words say: Partly"),
        ("beside", "☒ Partly"),
    ]
    assert answer(Found("S3", "☐ Yes\n☒", ("no",)), YES_NO).notes == (Note("beside", "☒", code="S3"),)
    assert answer(Found("S3", "☒ Yes\n☐ Partly", ("yes",)), YES_NO).notes == (Note("beside", "☐ Partly", code="S3"),)


@pytest.mark.parametrize("mark", ["👍", "→"])
def test_a_mark_before_a_box_is_noted_with_its_option(mark: str) -> None:
    made = answer(Found("S3", f"☐ Yes\n{mark} ☐ No"), YES_NO)

    assert made == Answer(None, (Note("beside", f"No: {mark}", code="S3"),))


def test_a_line_break_at_the_end_is_no_part_of_a_line() -> None:
    line = Field("R-role", "line", "Role", "R")

    assert [value(each, "7\n") for each in (line, COUNT, TEXT)] == ["7", "7", "7\n"]
    assert value(DATE, "7. 3. 2021\n\n") == "2021-03-07"
    assert value(line, " a\nb \n") == " a\nb "


def test_letters_that_nobody_sees_are_no_matter_in_numbers_and_dates() -> None:
    assert value(COUNT, "1\u200b2\ufeff") == "12"
    assert value(DATE, "\u200e03/04/2021") == "2021-04-03"
    assert [value(TEXT, text) for text in ("\u200b", "\u00ad \n\u2060")] == [None, None]


def kinds(field: Field, text: str, states: tuple[str, ...] | None = None) -> list[str]:
    return [note.kind for note in answer(Found(field.code, text, states), field).notes]


@given(st.text().filter(lambda text: not blank(clean(text))))
def test_a_text_comes_back_as_it_was_typed(text: str) -> None:
    assert answer(Found("S1", text), TEXT) == Answer(clean(text))


@pytest.mark.parametrize("blank", ["", " ", "\n\n", "\u00a0\u00a0", "\t"])
def test_blanks_are_no_answer(blank: str) -> None:
    assert answer(Found("S1", blank), TEXT) == Answer(None)
    assert answer(Found("S10", blank), COUNT) == Answer(None)


@pytest.mark.parametrize(("text", "number"), [("14", "14"), (" 7 ", "7"), ("0", "0"), ("007", "7")])
def test_a_count_is_a_whole_number(text: str, number: str) -> None:
    assert answer(Found("S10", text), COUNT) == Answer(number)


@pytest.mark.parametrize(
    ("lang", "text", "number"),
    [
        ("en", "1,250", "1250"),
        ("en", "12,345,678", "12345678"),
        ("de", "1.250", "1250"),
        ("it", "12.345.678", "12345678"),
        ("fr", "1\u202f250", "1250"),
        ("sq", "1\u00a0250", "1250"),
        ("pl", "12 345", "12345"),
        ("de-CH", "1’250", "1250"),
        ("en", "1'250", "1250"),
    ],
)
def test_a_count_may_have_the_marks_of_thousands_of_its_workbooks_language(lang: str, text: str, number: str) -> None:
    assert answer(Found("S10", text), replace(COUNT, workbook_lang=lang)) == Answer(number)


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "1.250"), ("de", "1,250"), ("en", "12,34"), ("en", "0,250"), ("en", "1,250.500"), ("en", "1,250 300")],
)
def test_what_may_be_a_fraction_or_two_numbers_is_no_count(lang: str, text: str) -> None:
    assert kinds(replace(COUNT, workbook_lang=lang), text) == ["misfit"]


@pytest.mark.parametrize("text", ["about 14", "-1", "1.5", "fourteen", "14 men", "4917612345678"])
def test_a_count_that_is_none_is_kept_as_written_and_noted(text: str) -> None:
    assert value(COUNT, text) == text
    assert kinds(COUNT, text) == ["misfit"]


@pytest.mark.parametrize(
    "text", ["2021-03-19", "19.03.2021", "19/3/2021", "19-3-2021", "19. 3. 2021.", "2021/03/19", " 19.3.2021 "]
)
def test_a_date_is_read_as_europe_writes_it(text: str) -> None:
    assert answer(Found("R-date", text), DATE) == Answer("2021-03-19")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Friday, 19th of March 2021"),
        ("it", "March 19, 2021"),
        ("it", "19 marzo 2021"),
        ("de", "19. März 2021"),
        ("de", "19 Marz 2021."),
        ("fr", "vendredi 19 mars 2021"),
        ("es", "19 de marzo de 2021"),
        ("el", "19 Μαρτιου 2021"),
        ("ca", "19 de març del 2021"),
        ("pl", "19 marca 2021 r."),
        ("pl", "19.03.2021 r."),
        ("bg", "19.03.2021 г."),
        ("hu", "2021. március 19."),
        ("lv", "2021. gada 19. marts"),
        ("fr", "le 19 mars 2021"),
        ("it", "19° marzo 2021"),
        ("ru", "19-го марта 2021 года"),
        ("hu", "2021. 03. 19."),
        ("hu", "2021. III. 19."),
        ("hu", "2021. március 19-én"),
        ("pl", "dnia 19 III 2021 r."),
        ("sl", "dne 19. marca 2021"),
        ("sr-Latn", "19. marta 2021. godine"),
        ("sr", "19.03.2021. god."),
        ("uk", "«19» березня 2021 року"),
        ("uk", "п'ятниця, 19 березня 2021 р."),
        ("ka", "2021 წლის 19 მარტი"),
        ("hy", "19.03.2021 թ."),
        ("mt", "id-19 ta’ Marzu 2021"),
        ("tr", "19 MART 2021 Cuma"),
        ("sv", "19/3 2021"),
        ("sv", "fredagen den 19 mars 2021"),
        ("is", "föstudaginn 19. mars 2021"),
        ("lt", "2021 m. kovo mėn. 19 d."),
        ("eu", "2021eko martxoaren 19a"),
        ("eu", "2021(e)ko martxoaren 19an"),
    ],
)
def test_a_date_is_read_with_the_name_of_its_month(lang: str, text: str) -> None:
    assert answer(Found("R-date", text), replace(DATE, workbook_lang=lang)) == Answer("2021-03-19")


EUROPE = (
    "be bg bs ca cs cy da de el en es et eu fi fr ga gl hr hu hy is it ka lb lt lv mk mt nb nl pl pt ro ru sk sl sq sr "
    "sv tr uk"
)


@pytest.mark.parametrize("lang", EUROPE.split())
@pytest.mark.parametrize("month", range(1, 13))
def test_a_date_is_read_as_the_workbook_prints_it(lang: str, month: int) -> None:
    said = f"2021-{month:02}-19"
    assert answer(Found("R-date", localformat.dated(said, lang)), replace(DATE, workbook_lang=lang)) == Answer(said)


@pytest.mark.parametrize("lang", sorted(words.languages()))
@pytest.mark.parametrize("month", range(1, 13))
def test_a_date_that_is_filled_in_comes_back_from_a_file_that_does_not_say_its_language(lang: str, month: int) -> None:
    said = f"2021-{month:02}-19"
    written = dates.written(said, lang)

    shown = said if (lang, month) == ("hr", 10) else localformat.dated(said, lang)  # listopad is November in Polish
    assert written == shown
    for read_in in ("en", "it", lang):
        assert answer(Found("R-date", written), replace(DATE, workbook_lang=read_in)) == Answer(said)


@pytest.mark.parametrize(
    ("said", "lang"),
    [
        ("2021-11-19", "pl"),
        ("2021-01-01", "de-AT"),
        ("2021-03-19; 2021-04-05", "it"),
        ("soon", "it"),
    ],
)
def test_a_date_is_filled_in_as_it_is_where_its_words_may_not_be_read(said: str, lang: str) -> None:
    assert dates.written(said, lang) == said


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "19 marzo 2021"),
        ("en", "19. März 2021"),
        ("it", "vendredi 19 mars 2021"),
        ("de", "19 Μαρτίου 2021"),
        ("en", "19. ožujka 2021."),
        ("hr", "19 mars 2021"),
        ("xx", "2021. március 19."),
    ],
)
def test_a_date_in_another_language_is_read_where_all_agree(lang: str, text: str) -> None:
    assert answer(Found("R-date", text), replace(DATE, workbook_lang=lang)) == Answer("2021-03-19")


def test_a_month_that_is_another_one_elsewhere_is_that_of_the_workbook_s_language_or_is_not_guessed() -> None:
    texts = ("19 listopad 2021", "19. listopada 2021", "19 lip 2021")

    read = {lang: [value(replace(DATE, workbook_lang=lang), text) for text in texts] for lang in ("hr", "pl", "en")}

    assert read == {
        "hr": ["2021-10-19", "2021-10-19", "2021-06-19"],
        "pl": ["2021-11-19", "2021-11-19", "2021-07-19"],
        "en": [*texts],
    }
    assert [kinds(DATE, text) for text in texts] == [["misfit"]] * 3


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("pl", "19. lipnja 2021.", "2021-06-19"),  # not "lipca", which is July
        ("cs", "19. srpnja 2021.", "2021-07-19"),  # not "srpna", which is August
        ("hr", "19. srpna 2021", "2021-08-19"),
        ("de", "19 marras 2021", "2021-11-19"),  # Finnish, and not "März"
        ("it", "19 marras 2021", "2021-11-19"),
        ("cs", "19. listopada 2021", "19. listopada 2021"),  # November in Polish, and October in Croatian
        ("sk", "19. marcom 2021", "2021-03-19"),  # another case, which is nowhere another month
    ],
)
def test_a_month_of_another_language_is_not_taken_for_another_case_of_one_s_own(
    lang: str, text: str, expected: str
) -> None:
    assert value(replace(DATE, workbook_lang=lang), text) == expected


@pytest.mark.parametrize("lang", sorted(words.languages()))
def test_a_date_that_is_filled_in_is_that_date_in_all_languages_of_europe(lang: str) -> None:
    said = [f"2021-{month:02}-19" for month in range(1, 13)]
    written = [dates.written(each, lang) for each in said]

    for read_in in dates.LANGUAGES:
        assert [value(replace(DATE, workbook_lang=read_in), each) for each in written] == said


@pytest.mark.parametrize(
    "text",
    [
        "lunedì 19 marzo 2021",
        "31 febbraio 2021",
        "spring",
        "31.2.2021",
        "3/19/2021",
        "19.3.21",
        "not 19 March 2021",
        "19 or 20 March 2021",
        "19 March 2021?",
        "2nd Monday of March 2021",
        "Monday 19 March 2021",
        "3yrs March 2021",
        "1½ March 2021",
        "31 May 21",
        "Frida, 19 March 2021",
        "19 Mary 2021",
        "19 XIII 2021",
        "19 3 2021",
    ],
)
def test_a_date_that_is_none_is_kept_as_written_and_noted(text: str) -> None:
    assert value(DATE, text) == text
    assert kinds(DATE, text) == ["misfit"]


def test_the_box_that_is_ticked_is_the_answer() -> None:
    assert answer(Found("S3", "☐ Yes\n☒ No"), YES_NO) == Answer("no")
    assert answer(Found("S3", states=("yes",)), YES_NO) == Answer("yes")
    assert answer(Found("G1r1", "☐ In place\n☐ Planned\n☒ Not suitable for us"), STATUS) == Answer("not-suitable")


def test_no_tick_is_no_answer() -> None:
    assert answer(Found("S3", "☐ Yes\n☐ No", ()), YES_NO) == Answer(None)
    assert answer(Found("S3", "Off", anchor="field"), YES_NO) == Answer(None)  # in a form's data it is a state


@pytest.mark.parametrize(
    ("text", "chosen", "beside"),
    [
        ("☐ Yes\n☐ No\nYes", None, "Yes"),
        ("☒ Yes\n☐ No\nNo", "yes", "No"),
        ("☐ Yes\n☐ No\nOff", None, "Off"),
        ("☐ Yes\n☐ No xy", None, "No: xy"),
        ("☒ Yes\n☐ No x", "yes", "No: x"),
        ("☒ Sì\n☐ No", None, "☒ Sì"),
        ("☒ Yes, because x☒y\n☐ No", "yes", "Yes, because x☒y"),
        ("☒ Yes\nNo", "yes", ""),  # the box of an option is gone, and its label has stayed
        ("☒ Yes\nNo\nNo", "yes", "No"),
        ("☐ Yes\n☐ No\n☒", None, "☒"),  # a ticked box whose label is gone
    ],
)
def test_a_word_beside_the_boxes_is_somebodys_word(text: str, chosen: str | None, beside: str) -> None:
    found = answer(Found("S3", text), YES_NO)

    assert found.value == chosen
    assert [note.text for note in found.notes if note.kind == "beside"] == ([beside] if beside else [])


@pytest.mark.parametrize("said", ["Yes.", "YES!", "- yes", "“Yes”", "\nYes.\n"])
def test_signs_around_a_word_that_is_the_whole_answer_are_no_matter(said: str) -> None:
    assert answer(Found("S3", said), YES_NO) == Answer("yes")
    assert [value(YES_NO, other) for other in ("Yes?", "Yes.\n☐ No", "☐ Yes.", "-")] == [None] * 4


@pytest.mark.parametrize("sign", ["x", "X ", "✓", "(x)", "☑"])
def test_a_tick_that_was_typed_behind_an_option_counts_where_no_box_is_ticked(sign: str) -> None:
    assert answer(Found("S3", f"☐ Yes\n☐ No {sign}"), YES_NO) == Answer("no")
    assert kinds(YES_NO, f"☐ Yes {sign}\n☐ No {sign}") == ["ticks"]
    assert answer(Found("S3", f"☐ Yes\n☐ No {sign}", ()), YES_NO).notes == (
        Note("doubt", text="the words say: No", code="S3"),
    )


def test_what_is_seen_is_ticked_where_the_boxes_that_are_left_are_not() -> None:
    noted = (Note("doubt", text="the words say: No", code="S3"),)

    assert answer(Found("S3", "☐ Yes\nX No", states=()), YES_NO) == Answer("no", noted)
    assert answer(Found("S3", "☐ Yes\n☐ x No", states=()), YES_NO) == Answer("no", noted)


@pytest.mark.parametrize(
    "line",
    """x Yes|X Yes|(x) Yes|[X] Yes|✓ Yes|☒\u00a0Yes|☒   yes|☒☐ Yes|x ☐ Yes|x☐ Yes|V ☐ Yes|√ Yes|v Yes|✅ Yes|Yes √
    Yes x|Yes ☒|[x] Yes|● Yes|+ Yes|☐x Yes|☐ ✓ Yes|\u0425 Yes|✔\ufe0f Yes""".replace("\n    ", "|").split("|"),
)
def test_a_tick_made_by_hand_is_a_tick(line: str) -> None:
    assert value(YES_NO, f"{line}\n☐ No") == "yes"


@pytest.mark.parametrize("other", ["No", "☐ No", "[ ] No", "( ) No", "[] No", "○ No", "No ☐"])
@pytest.mark.parametrize("line", ["v Yes", "[x] Yes", "Yes ✓", "● Yes"])
def test_what_people_draw_in_the_place_of_boxes_are_boxes(line: str, other: str) -> None:
    assert answer(Found("S3", f"{line}\n{other}"), YES_NO) == Answer("yes")
    assert answer(Found("S3", f"{other}\n{line}"), YES_NO) == Answer("yes")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("☐Yes/☒No", "no"),
        ("☐ Yes☒ No", "no"),
        ("☐ Y\u00ades  ☒ N\u00ado", "no"),
        ("Yes ☒ No ☐", "yes"),
        ("Yes ☐ No ☒", "no"),
        ("No ☒ Yes ☐", "no"),
        ("Yes ☐ No ☐", None),
        (" \t☐ Yes  ☒ No", "no"),
        ("  ☐ Yes☒ No", "no"),
        ("Yes ☐ No ☒ \t", "no"),
        ("Yes ☐  No ☒\n\n", "no"),
        ("☐ Yes, ☒ No", "no"),
        ("☐ Yes | ☒ No", "no"),
    ],
)
def test_boxes_side_by_side_are_told_apart(line: str, said: str | None) -> None:
    assert answer(Found("S3", line), YES_NO) == Answer(said)


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("Yes ☒ No ☐ x", "Yes ☒ No ☐ x"),
        ("No ☐ Yes ☒ well", "No ☐ Yes ☒ well"),
        ("☐ Yes ☐\n☐ No ☐", "Yes: ☐\nNo: ☐"),
        ("Well ☒ Yes ☐", "Well ☒ Yes ☐"),
    ],
)
def test_what_boxes_before_and_behind_options_mean_is_not_guessed(text: str, beside: str) -> None:
    assert answer(Found("S3", text), YES_NO) == Answer(None, (Note("beside", text=beside, code="S3"),))


def test_an_empty_box_at_words_that_are_no_option_stays_empty() -> None:
    told = (Note("beside", text="☐ Maybe", code="S3"),)

    assert answer(Found("S3", "☐ Maybe\n☐ Yes\n☒ No"), YES_NO) == Answer("no", told)


def test_a_label_in_other_capitals_goes_before_a_code_of_its_length() -> None:
    field = Field("S3", "yes_no", "Did you?", "S3", (Option("ja", "No"), Option("no", "Ja")))

    assert value(field, "☒ JA\n☐ NO") == "no"


@pytest.mark.parametrize("sign", ["x", "(X)", "✓", "✗", "×", "√", "v", "[●]", "✔\ufe0f"])
def test_a_tick_before_a_box_stands_whatever_is_written_behind_its_option(sign: str) -> None:
    found = answer(Found("S3", f"{sign} ☐ Yes but rarely\n☐ No"), YES_NO)

    assert found == Answer("yes", (Note("beside", "Yes: but rarely", code="S3"),))


def test_form_data_that_names_all_of_many_options_chooses_them() -> None:
    assert answer(Found("M1", "phone\npost", anchor="field"), MANY) == Answer(("phone", "post"))
    assert answer(Found("M1", "By phone\nBy post"), MANY).value is None  # print without its boxes


@pytest.mark.parametrize("line", ["☐ Yes☒ No", "☐ Y\u00ades\n☒ N\u00ado"])
def test_lines_that_were_joined_and_soft_hyphens_hide_no_tick(line: str) -> None:
    assert answer(Found("S3", line), YES_NO) == Answer("no")


def test_a_word_of_an_option_may_be_parted_where_a_line_ends() -> None:
    parts = "☐ In place\n☐ Planned\n☒ Not suit-able for us"
    assert answer(Found("G1r1", parts), STATUS) == Answer("not-suitable")
    assert answer(Found("G1r1", "Not suit\u2010able for us"), STATUS).value == "not-suitable"
    parted = replace(STATUS, options=(Option("anew", "Resigned"), Option("left", "Re-signed")))
    assert (value(parted, "☒ Resigned\n☐ Re-signed"), value(parted, "☐ Resigned\n☒ Re-signed")) == ("anew", "left")


@pytest.mark.parametrize("line", ["● No groups were held", "+ Yes and no", "v Yes we think", "○ No idea"])
def test_a_sign_before_words_that_begin_like_an_option_is_no_tick(line: str) -> None:
    found = answer(Found("S3", line), YES_NO)

    assert found == Answer(None, (Note("beside", text=line, code="S3"),))


def test_a_label_without_its_box_beside_one_with_it_is_a_doubt() -> None:
    assert answer(Found("S3", "Yes\n☐ No"), YES_NO) == Answer(None, (Note("doubt", "without its box: Yes", "S3"),))


@pytest.mark.parametrize(("word", "code"), [("A", "b"), ("B", "a")])
def test_a_word_alone_is_the_label_before_the_code(word: str, code: str) -> None:
    assert value(replace(MANY, kind="choice", options=(Option("a", "B"), Option("b", "A"))), word) == code


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Yes – since March 2020\nNo", "No"),
        ("Definitely Yes\nNo", "No"),
        ("Yes!\nNo", "No"),
        ("Yes\nNo", "Yes; No"),
        ("Yes\n→ No", "Yes"),
    ],
)
def test_a_label_whose_box_is_gone_is_no_answer_where_another_option_is_named(text: str, left: str) -> None:
    found = answer(Found("S3", text), YES_NO)

    assert found.value is None
    assert found.notes[-1] == Note("doubt", text=f"the boxes are missing, and only this is left: {left}", code="S3")


@pytest.mark.parametrize("text", ["In place\nPlanned Not suitable for us", "Planned \tNot suitable for us\tIn place "])
def test_labels_that_a_program_has_joined_are_left_of_the_print_where_all_are_there(text: str) -> None:
    left = "; ".join(sorted((option.label for option in STATUS.options), key=text.index))

    assert answer(Found("G1r1", text), STATUS) == Answer(
        None, (Note("doubt", text=f"the boxes are missing, and only this is left: {left}", code="G1r1"),)
    )


@pytest.mark.parametrize("text", ["In place Planned", "In place Planned Not suitable for us yet"])
def test_labels_on_one_line_are_somebodys_words_where_not_all_are_there_or_more_is_said(text: str) -> None:
    assert Note("beside", text=text, code="G1r1") in answer(Found("G1r1", text), STATUS).notes


def test_one_option_in_words_is_the_answer_and_a_doubt_where_more_is_said() -> None:
    found = answer(Found("S3", "Yes\nfrom May on"), YES_NO)

    assert (found.value, [note.kind for note in found.notes]) == ("yes", ["beside", "doubt"])
    more = replace(MANY, options=(*MANY.options, Option("home", "At home")))
    assert value(more, "By phone\nBy post") == ("phone", "post")
    assert value(YES_NO, "☒ Sì\nNo") is None  # the label of a box that is gone, beside another that is ticked


@pytest.mark.parametrize("word", ["yes", "Yes", "YES ", "in place", "In  place", "in-place"])
def test_an_option_alone_is_an_answer_by_code_or_label(word: str) -> None:
    field = YES_NO if word.strip().casefold() == "yes" else STATUS

    assert value(field, word) == field.options[0].code


def test_two_ticks_where_one_is_asked_are_a_note_and_no_guess() -> None:
    found = answer(Found("S3", "☒ Yes\n☒ No"), YES_NO)

    assert found == Answer(None, (Note("ticks", text="Yes; No (one was asked for)", code="S3"),))


@pytest.mark.parametrize("text", ["☒ Yes\n☐ Yes", "☐ Yes\n☒ Yes"])
def test_where_two_boxes_have_one_label_and_no_tag_says_which_it_is_nothing_is_guessed(text: str) -> None:
    found = answer(Found("S3", text), YES_NO)

    told = "two boxes are called 'Yes': it is not known which was meant"
    assert found == Answer(None, (Note("doubt", text=told, code="S3"),))
    assert value(YES_NO, text, ("no",)) == "no"
    assert value(YES_NO, f"{text}\n☐ No") == "yes"  # a copy of a line
    assert answer(Found("G1r1", "☐ In place\n☐ In place\n☒ Not suitable for us"), STATUS) == Answer("not-suitable")


def test_any_number_of_ticks_is_an_answer_where_all_that_fit_are_asked() -> None:
    assert value(MANY, "☒ By phone\n☒ By post") == ("phone", "post")
    assert value(MANY, "", ("post",)) == ("post",)


def test_words_beside_the_boxes_are_noted() -> None:
    found = answer(Found("S3", "☒ Yes – but only at first\n☐ No\nsee S4"), YES_NO)

    assert found.value == "yes"
    assert found.notes == (Note("beside", text="Yes: – but only at first\nsee S4", code="S3"),)


def test_what_is_written_behind_a_label_that_ends_with_a_colon_has_no_second_one() -> None:
    other = replace(MANY, options=(*MANY.options, Option("other", "Other, please say which:")))

    assert answer(Found("M1", "☐ By phone\n☒ Other, please say which: by fax"), other).notes == (
        Note("beside", text="Other, please say which: by fax", code="M1"),
    )


def test_words_without_any_box_left_are_kept_as_a_note() -> None:
    found = answer(Found("S3", "it depends"), YES_NO)

    assert found == Answer(None, (Note("beside", text="it depends", code="S3"),))


def test_a_state_that_is_not_offered_is_noted() -> None:
    assert value(YES_NO, "", ("maybe",)) is None
    assert kinds(YES_NO, "", ("maybe",)) == ["misfit"]


def test_words_and_states_that_disagree_are_noted() -> None:
    assert value(YES_NO, "☒ Yes\n☐ No", ("no",)) == "no"
    assert kinds(YES_NO, "☒ Yes\n☐ No", ("no",)) == ["doubt"]


@example("-", None)
@example("0☐", None)
@given(st.text(), st.none() | st.lists(st.text(), max_size=3).map(tuple))
def test_nothing_that_stands_in_a_place_stops_the_reading_or_is_lost(text: str, states: tuple[str, ...] | None) -> None:
    found = answer(Found("S3", text, states), YES_NO)

    said = " ".join([str(found.value), *(note.text for note in found.notes)]).casefold()
    for word in re.sub("[☒☐]", " ", clean(visible(text))).split():
        bare = word.casefold().strip(AROUND)
        assert word.casefold() in said or bare in ("x", "off", "yes", "no", "✓", "✔")
