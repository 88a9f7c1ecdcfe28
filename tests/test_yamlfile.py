"""YAML and JSON files: read as they stand, with lines; what is broken or hostile is refused in words."""

from __future__ import annotations

import json
import os
import tracemalloc
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit_cli.errors import ContentError, ToolkitError
from toolkit_cli.files import jsonlines, textfile, yamlfile
from toolkit_cli.files.yamlfile import Place

from . import strategies
from .conftest import Folder, missing, problems
from .timing import in_seconds

ANCHORED = (
    "Anchors (&) and references (*) are not used here. "
    "Write the text out in each place, or put one that begins with such a sign between quotation marks."
)
UNTAGGED = "Write the value alone, or put a text that begins with ! between quotation marks."
CHECK = "Check the indentation, the colons and the quotation marks there and on the line above."


def read(path: Path) -> yamlfile.Document:
    return yamlfile.read(path, ContentError)


def refused(folder: Folder, text: str | bytes, name: str = "x.yaml") -> list[str]:
    path = folder.write(name, text)
    return problems(lambda: read(path), folder.path)


def test_scalars_keep_their_spelling_and_null_is_none(folder: Folder) -> None:
    path = folder.write("x.yaml", 'a: 1.10\nb: yes\nc: 007\nd: 2021-03-19\ne: ~\nf: "~"\ng:\nh: ""\ni: null\nj: Null\n')

    assert read(path).data == {
        "a": "1.10",
        "b": "yes",
        "c": "007",
        "d": "2021-03-19",
        "e": None,
        "f": "~",
        "g": None,
        "h": "",
        "i": None,
        "j": "Null",  # zero, in German
    }


def test_a_json_file_gives_numbers_and_booleans(folder: Folder) -> None:
    assert read(folder.write("x.json", '{"a": 1, "b": true, "c": null}')).data == {"a": 1, "b": True, "c": None}


def test_every_value_has_its_line(folder: Folder) -> None:
    document = read(folder.write("x.yaml", "a: 1\nitems:\n  - code: S1\n    text: >-\n      long\n  - code: S2\n"))

    places: list[yamlfile.Place] = [("a",), ("items", 0, "code"), ("items", 0, "text"), ("items", 1, "code")]
    assert [document.line(place) for place in places] == [1, 3, 4, 6]


def test_an_unknown_place_has_the_line_of_what_is_around_it(folder: Folder) -> None:
    document = read(folder.write("x.yaml", "a:\n  b:\n    c: 1\n"))

    assert document.line(("a", "b", "nothing")) == 2


def test_a_byte_order_mark_and_dos_lines_do_no_harm(folder: Folder) -> None:
    document = read(folder.write("x.yaml", b"\xef\xbb\xbfa: 1\r\nb: |\r\n  one\r\n  two\r\n"))

    assert (document.data, document.line(("b",))) == ({"a": "1", "b": "one\ntwo\n"}, 2)


def test_a_block_may_be_empty_or_set_in_and_a_key_between_quotation_marks_begin_with_any_blank(folder: Folder) -> None:
    text = 'a: >\nb: |2\n   c\nd: |-\n"\\u00a0e": 1\n'

    assert read(folder.write("x.yaml", text)).data == {"a": "", "b": " c\n", "d": "", "\u00a0e": "1"}


def test_broken_yaml_names_the_line(folder: Folder) -> None:
    said = refused(folder, 'a: 1\nb: "open\n')

    assert said == [
        "x.yaml:2: This is not valid YAML (a quotation mark opens here and is not closed). Close it, or leave it out.",
    ]


FAULTS = {
    "a colon too many": ("a: 1\nb: c: d\n", "2: A colon with a space after it stands inside the text here."),
    "set in": (
        "a: 1\n  b: 2\n",
        "2: This line, or the one above it, begins further left or right than the lines around it.",
    ),
    "not set in": (
        "- a: 1\n b: 2\n",
        "2: This line, or the one above it, begins further left or right than the lines around it.",
    ),
    "a tab": ("a: 1\nb:\n\tc: 2\n", "3: A tab stands at the beginning of this line."),
    "a hard blank": (
        "- b: 1\n\u00a0\u00a0c: 2\n\n- d: 3\n",
        "2: A non-breaking space, or an invisible character, stands at the beginning of this line.",
    ),
    "no blank": ("a: 1\nb:2\nc: 3\n", "2: The name and the answer run into each other here."),
    "a hard blank after the colon": (
        "a:\u00a01\nb: 2\n",
        "1: A non-breaking space, or an invisible character, stands after the colon here.",
    ),
    "a dash without a blank": (
        "a:\n  - b: 1\n  -b: 2\n",
        "3: An entry of a list begins with a hyphen (-) and a space, and this line does not.",
    ),
    "another dash": (
        "a:\n  - b: 1\n    c: 2\n  – b: 3\n    c: 4\n",
        "4: An entry of a list begins with a hyphen (-) and a space, and this line does not.",
    ),
    "a bullet": (
        "a:\n  - b: 1\n  •b: 2\n",
        "3: An entry of a list begins with a hyphen (-) and a space, and this line does not.",
    ),
    "another colon": ("a： 1\nb: 2\n", "1: The name and the answer run into each other here."),
    "another sign": ("a: 1\nb = 2\nc: 3\n", "2: The name and the answer run into each other here."),
    "goes on at the margin": (
        "a: 1\nand more\nb: 2\n",
        '2: This line lacks "name: ", with a colon and a space after it.',
    ),
    "only a dash": ("a: -\nb: 2\n", "1: There is a - or a ? after the colon here."),
    "only a question mark": ("a: ?\nb: 2\n", "1: There is a - or a ? after the colon here."),
    "a note without its sign": (
        "A note, and\n# more of it\n\na: 1\n",
        "1: This line is neither a comment nor an entry.",
    ),
    "stars": ("a: **b** c\n", "1: The text here begins with * or &."),
    "a star before words": ("a: *b and c\nd: 1\n", "1: The text here begins with * or &."),
    "an exclamation mark": ("a: 1\nb: !Ω c\n", "2: The text here begins with !."),
    "words beside the sign of a block": ("a: >- b\n  c\n", "1: There are words after the > or | here."),
    "an angle": ("a: 1\nb: > c\n", "2: There are words after the > or | here."),
    "a comma in braces": ("a: 1\nb: {c: one, two, d: three}\n", "2: After 'two' there is neither a colon nor a text."),
    "an angle and a number": ("a:\n  b: >5\n  c: 2\n", "2: The text here begins with >."),
    "a hard blank before a key alone": (
        "a:\n\u00a0\u00a0b: 1\n",
        "2: A non-breaking space, or an invisible character, stands at the beginning of this line.",
    ),
    "a path": ('a: "C:\\Users"\n', "1: There is a \\ between quotation marks here."),
    "another path": ('a: "C:\\quality"\n', "1: There is a \\ between quotation marks here."),
    "a sign of its own": ("a: @b\n", "1: The text here begins with @."),
}


@pytest.mark.parametrize("text", [text for text, _ in FAULTS.values()], ids=list(FAULTS))
def test_a_fault_of_form_is_told_in_plain_words_where_it_is(folder: Folder, text: str) -> None:
    (said,) = refused(folder, text)

    assert said.startswith(f"x.yaml:{dict(FAULTS.values())[text]} ")


def test_mistakes_in_several_texts_of_a_file_are_told_together(folder: Folder) -> None:
    rows = ["a: 1: 2", "b: “so: and so”", 'c: "no" is no', "d:4", "- e", "f: [S3] yes", "g: @home", "h: 1", "h: 2: 3"]
    text = "\n".join(rows)

    said = [told.split(". ")[0] for told in refused(folder, text.replace("- e", "e:\u00a05"))]

    colon = "A colon with a space after it stands inside the text here"
    closed = "The quotation mark or bracket at the beginning of this text is closed before its end"
    assert said == [
        f"x.yaml:1: {colon}",
        f"x.yaml:2: {colon}",
        f"x.yaml:3: {closed}",
        "x.yaml:4: The name and the answer run into each other here",
        "x.yaml:5: A non-breaking space, or an invisible character, stands after the colon here",
        f"x.yaml:6: {closed}",
        "x.yaml:7: The text here begins with @",
        f"x.yaml:9: {colon}",
        "x.yaml:9: The key 'h' stands twice (first on line 8)",
    ]
    assert [told.split(":")[1] for told in refused(folder, 'a: "so" and: so\nb: 1: 2\n')] == ["1", "2"]
    # what comes after a mistake of which it is not known how it was meant may only follow from it
    assert [told.split(":")[1] for told in refused(folder, text)] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("text", ["“b: c”", "„b: c“"])
def test_curly_quotation_marks_are_told_from_straight_ones(folder: Folder, text: str) -> None:
    assert refused(folder, f"a: {text}\n") == [
        "x.yaml:1: A colon with a space after it stands inside the text here. "
        'Put the text between straight quotation marks ("): those here are curly ones.'
    ]


def test_an_exclamation_mark_before_a_text_is_not_lost(folder: Folder) -> None:
    assert refused(folder, "a: ! Stop\n") == [f"x.yaml:1: Tags (!) are not used here. {UNTAGGED}"]


def test_a_tab_within_a_text_is_no_fault(folder: Folder) -> None:
    (said,) = refused(folder, "a: |\n  one\n  \ttwo\nb: [1\n")

    assert "This is not valid YAML" in said


@pytest.mark.parametrize("written", ["Contact:by phone", "a=b was said", "\t tab"])
def test_nothing_that_stands_in_a_text_is_taken_for_the_fault(folder: Folder, written: str) -> None:
    (said,) = refused(folder, f'a: |\n  one\n  {written}\nb: "never closed\n')

    assert not said.startswith("x.yaml:3")


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ('"He said: "yes" to all"', "Write “ and ” inside it, and ’ for an apostrophe."),
        ("'Don't know'", "Write “ and ” inside it, and ’ for an apostrophe."),
        ('"Safety first" was our motto', "Write “ and ” inside it, and ’ for an apostrophe."),
        ("[S3] yes", "Put the text between quotation marks."),
        ("{name} left", "Put the text between quotation marks."),
    ],
)
def test_what_is_closed_before_the_text_ends_is_told(folder: Folder, written: str, fix: str) -> None:
    what = "The quotation mark or bracket at the beginning of this text is closed before its end."

    assert refused(folder, f"a: 1\nb: {written}\nc: 2\n") == [f"x.yaml:2: {what} {fix}"]


@pytest.mark.parametrize("lines", ['  S1: some words\n S3: "yes"', '  - "yes"\n - "no"'])
def test_a_line_that_lacks_a_blank_is_told_so_where_its_text_stands_in_quotation_marks(
    folder: Folder, lines: str
) -> None:
    (told,) = refused(folder, f"toolkit: tiny\nanswers:\n{lines}\n")

    assert told.startswith(
        "x.yaml:4: This line, or the one above it, begins further left or right than the lines around it."
    )


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("'Single', “Smart”", 'Put the whole decision between " and ".'),
        ('"Double", “Smart”', "Put the whole decision between ' and '."),
        ("'Single', \"Double\"", "Put the whole decision between ' and ', and write each ' in it twice."),
    ],
)
def test_a_decision_in_quotation_marks_of_its_labels_is_told_as_it_has_to_be(
    folder: Folder, written: str, fix: str
) -> None:
    (told,) = refused(folder, f"decisions:\n- code: A1\n  decision: {written}\n- code: A2\n")

    assert told == (
        f"x.yaml:3: The quotation mark or bracket at the beginning of this text is closed before its end. {fix}"
    )


BROKEN_JSON = {
    '{"a": 1,\n "b": }': (2, "Put a text between double quotation marks, and no comma after the last entry."),
    '{"a": 1\n "b": 2}': (2, "Put a comma between the entries, and close every bracket."),
    "{'a': 1}": (1, "Put the name between double quotation marks, and no comma after the last entry."),
    '{"a": "two\nlines"}': (1, r"Write \n for a line break inside a text, and \t for a tab."),
    '{"a":\n "open}': (2, "Close it with a double quotation mark."),
    '{"a": "C:\\north"}\n{}': (2, "Keep one pair of brackets around everything, and nothing after it."),
    '{"a": "C:\\Users"}': (1, r"Write \\ for a backslash."),
    '{"a" 1}': (1, "Check the commas, the quotation marks and the brackets there and on the line above."),
}


@pytest.mark.parametrize("text", BROKEN_JSON)
def test_broken_json_names_the_line_and_what_to_do_in_json(folder: Folder, text: str) -> None:
    line, fix = BROKEN_JSON[text]

    (told,) = refused(folder, text, "x.json")

    assert told.startswith(f"x.json:{line}: This is not valid JSON (")
    assert told.endswith(f"). {fix}")


@given(strategies.data(st.none() | st.text()))
def test_each_value_of_a_json_file_has_the_line_of_its_key_or_of_its_place_in_a_list(data: Any) -> None:
    text = json.dumps([data], indent=1)
    found = dict(jsonlines.places(text))

    def check(place: Place, held: Any) -> None:
        line = text.splitlines()[found[place] - 1].strip()
        key = place[-1] if place else 0
        assert line.startswith(json.dumps(key) + ":" if isinstance(key, str) else json.dumps(held, indent=1)[:1])
        for name, value in (
            held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
        ):
            check((*place, name), value)

    check((), [data])


def test_a_line_of_json_is_counted_as_people_count_it(folder: Folder) -> None:
    document = read(folder.write("x.json", '{\r\n"a": [\r\n1,\r\n{"b": "c"}]}'))

    assert [document.line(place) for place in ((), ("a",), ("a", 0), ("a", 1, "b"), ("a", 7), ("d",))] == [
        1, 2, 3, 4, 2, 1,
    ]  # fmt: skip


def test_every_double_key_is_told(folder: Folder) -> None:
    fix = "Remove one of the two, or give it its own entry with a dash."

    assert refused(folder, "a: 1\nb: 2\na: 3\nc:\n  d: 1\n  d: 2\n") == [
        f"x.yaml:3: The key 'a' stands twice (first on line 1). {fix}",
        f"x.yaml:6: The key 'd' stands twice (first on line 5). {fix}",
    ]


def test_a_number_of_json_without_end_stays_as_it_was_written(folder: Folder) -> None:
    assert read(folder.write("x.json", f'{{"a": {"9" * 5000}}}')).data == {"a": "9" * 5000}


def test_a_double_key_in_json_is_told(folder: Folder) -> None:
    assert refused(folder, '{"a": {"b": 1,\n"b": 2}}', "x.json") == [
        "x.json:2: The key 'b' stands twice (first on line 1). Remove one of the two."
    ]


def test_what_is_not_utf8_names_the_line(folder: Folder) -> None:
    assert refused(folder, "a: 1\nb: Bénéfice\n".encode("latin-1")) == [
        "x.yaml:2: The file is not in UTF-8. Save it as UTF-8 in your editor (in Notepad: Save as, Encoding: UTF-8)."
    ]


@pytest.mark.parametrize("start", [b"PK\x03\x04\xff", b"%PDF-1.7\n%\xe2", b"{\\rtf1 a: 1}", textfile.OLD_OFFICE])
def test_a_document_is_told_from_a_text(folder: Folder, start: bytes) -> None:
    (folder.path / "x.yaml").write_bytes(start)

    (said,) = problems(lambda: yamlfile.read(folder.path / "x.yaml", ToolkitError), folder.path)

    assert said == "x.yaml: This is a document, not a text file. Save it as plain text, in UTF-8."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])  # the last two without a byte order mark
def test_utf16_is_not_utf8(folder: Folder, encoding: str) -> None:
    assert refused(folder, "a: 1\n".encode(encoding)) == [
        "x.yaml: The file is in UTF-16, and not in UTF-8. "
        "Save it as UTF-8 in your editor (in Notepad: Save as, Encoding: UTF-8). "
        "If it was made with >, its letters are spoilt: make it again with -o."
    ]


@pytest.mark.parametrize(("sign", "named"), [("\0", "U+0000"), ("\v", "U+000B")])  # \v is a line break in Word
def test_a_control_character_names_the_line_and_what_stands_before_it(folder: Folder, sign: str, named: str) -> None:
    assert refused(folder, f"a: 1\nb: some words{sign}y\n".encode()) == [
        f"x.yaml:2: There is a control character {named} after 'b: some words', which nobody can see. "
        "Type the words around it again."
    ]


def test_an_empty_file_holds_nothing(folder: Folder) -> None:
    assert [read(folder.write("x.yaml", text)).data for text in ("", "\n\n", "# a note\n", "---\n")] == [None] * 4


def test_a_file_that_is_not_there_is_told(folder: Folder) -> None:
    assert problems(lambda: read(folder.path / "no.yaml"), folder.path) == [
        f"no.yaml: The file cannot be read ({missing()}). Check its name."
    ]


def test_a_folder_is_no_file(folder: Folder) -> None:
    assert problems(lambda: read(folder.path), folder.path.parent) == [
        f"{folder.path.name}: The file cannot be read (it is a folder, not a file). Check its name."
    ]


@pytest.mark.skipif(os.name != "posix", reason="a device of POSIX")
def test_a_device_without_end_is_refused() -> None:
    assert problems(lambda: read(Path("/dev/zero"))) == [
        "/dev/zero: The file cannot be read (it is a device, not a file). Check its name."
    ]


def test_anchors_that_would_explode_are_refused_at_once(folder: Folder) -> None:
    laughs = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )

    with in_seconds(2):
        said = refused(folder, laughs)

    assert said == [f"x.yaml:{line}: {ANCHORED}" for line in range(1, 10)]


def test_a_reference_to_itself_is_refused(folder: Folder) -> None:
    assert refused(folder, "a: &a\n  - *a\n") == [f"x.yaml:{line}: {ANCHORED}" for line in (1, 2)]


def test_tags_are_refused(folder: Folder) -> None:
    assert refused(folder, "a: !!python/object/apply:os.system [echo]\nb: !!str yes\n") == [
        f"x.yaml:1: Tags (tag:yaml.org,2002:python/object/apply:os.system) are not used here. {UNTAGGED}",
        f"x.yaml:2: Tags (tag:yaml.org,2002:str) are not used here. {UNTAGGED}",
    ]


def test_a_second_document_is_refused(folder: Folder) -> None:
    assert refused(folder, "a: 1\n---\nb: 2\n") == [
        "x.yaml:2: A second document starts here ('---'). Keep one in a file."
    ]


@pytest.mark.parametrize("key", ["[a, b]", "{a: b}", "~"])
def test_a_key_that_is_no_word_is_refused(folder: Folder, key: str) -> None:
    assert refused(folder, f"a: 1\n? {key}\n: 1\n") == [
        "x.yaml:2: A key has to be a word. Put quotation marks around it."
    ]


DEEP = {
    "yaml lists": ("x.yaml", "[" * 100_000),
    "yaml keys": ("x.yaml", "{a: " * 100_000),
    "yaml dashes": ("x.yaml", "- " * 100_000),
    "closed": ("x.yaml", "[" * 100_000 + "]" * 100_000),
    "json lists": ("x.json", "[" * 100_000 + "]" * 100_000),
    "json keys": ("x.json", '{"a":' * 100_000 + "1" + "}" * 100_000),
    "json, not so deep": ("x.json", '{"a":' * 600 + "1" + "}" * 600),
}


@pytest.mark.parametrize("case", DEEP)
def test_deep_nesting_is_refused_at_once(folder: Folder, case: str) -> None:
    name, text = DEEP[case]

    with in_seconds(2):
        (said,) = refused(folder, text, name)

    assert said.endswith("The file is nested too deeply. Write it with fewer lists and keys.")


def test_a_flood_of_values_is_refused(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile, "MAX_VALUES", 1000)

    too_long = "The file is too long: it has more than 1,000 values. Write it with fewer lists and keys."
    assert refused(folder, "- a\n" * 2000) == [f"x.yaml:1000: {too_long}"]
    for flood in ("1,", "{},", '{"a": "b"},', '"", '):
        assert refused(folder, f"[{flood * 1200}1]", "x.json") == [f"x.json: {too_long}"]


def test_values_of_a_json_file_are_counted_and_signs_within_texts_are_not(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = {"a": ["[,{" * 500, 'a "quoted", text', {}, "\\"], "b,": {"c": 1, "d": None}}
    path = folder.write("x.json", json.dumps(data))
    assert yamlfile.read(path, ContentError).data == data

    monkeypatch.setattr(yamlfile, "MAX_VALUES", 9)
    assert yamlfile.read(path, ContentError).data == data
    monkeypatch.setattr(yamlfile, "MAX_VALUES", 8)
    with pytest.raises(ContentError, match="too long"):
        yamlfile.read(path, ContentError)


def test_a_flood_of_texts_that_are_not_closed_is_refused_in_seconds(folder: Folder) -> None:
    with in_seconds(10):
        (said,) = refused(folder, "[" + "1," * 1_000_000 + '"' + '\\"' * 3_000_000, "x.json")

    assert "values" in said


def test_a_small_file_is_read_without_room_for_the_largest(folder: Folder) -> None:
    path = folder.write("x.yaml", "a: 1\n" * 1000)
    tracemalloc.start()
    try:
        assert textfile.read(path) == path.read_bytes()
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder.write("x.yaml", "a: 1\n" * 1000)
    monkeypatch.setattr(os, "fstat", lambda _: SimpleNamespace(st_size=100))

    assert textfile.read(path) == path.read_bytes()


def test_a_file_that_is_too_large_is_refused(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textfile, "MAX_BYTES", 1 << 20)

    assert refused(folder, "a: " + "x" * (1 << 20)) == ["x.yaml: The file is larger than 1 MB. Split it."]


@given(strategies.data(st.none() | st.booleans() | st.integers() | st.text()))
@settings(max_examples=100)
def test_any_json_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps([data]), encoding="utf-8")

    assert read(path).data == [data]


@given(st.text() | st.binary())
@settings(max_examples=200)
def test_whatever_stands_in_a_file_it_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, text: str | bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))

    try:
        document = read(path)
    except ToolkitError as wrong:
        assert wrong.problems
    else:
        assert document.line(()) >= 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="makes a pipe that has a name")
def test_a_pipe_is_not_waited_for(folder: Folder) -> None:
    os.mkfifo(folder.path / "x.yaml")

    assert problems(lambda: read(folder.path / "x.yaml"), folder.path) == [
        "x.yaml: The file cannot be read (it is a pipe, not a file). Check its name."
    ]
