"""Translations: every text has a place, a PO file brings it back in another language, and what is missing is told."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import msgspec
import pikepdf
import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from toolkit_cli import check, formats
from toolkit_cli.building import batch, batchplan, build, readerwarnings
from toolkit_cli.building.build import BuildOptions
from toolkit_cli.cli import cli
from toolkit_cli.errors import Problem, TranslationError
from toolkit_cli.files import installed
from toolkit_cli.kits import content, fields, pofile, selection, texts, translate, translation, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.pofile import Translated
from toolkit_cli.kits.translation import Translation
from toolkit_cli.layout import languagemarks, page, render, theme
from toolkit_cli.layout.fill import EMPTY
from toolkit_cli.reports import compare, report, reportfiles
from toolkit_cli.returns.toolkits import Toolkits

from .conftest import Folder, problems
from .strategies import PRINTABLE
from .translations import beside, filled, po


def refused(path: Path, folder: Folder) -> list[str]:
    return problems(lambda: translate.check(path, folder.path), path.parent)


@pytest.mark.parametrize("given", ["tiny/translations/it.po", "it.po"])
def test_a_translation_beside_a_toolkit_is_checked_against_that_toolkit(
    tiny_folder: Folder, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    translate.export(tiny_folder.path, "it", tiny_folder.write("translations/it.po", ""))
    path = Path(given)
    monkeypatch.chdir(tiny_folder.path.parent if path.parent.name else tiny_folder.path / "translations")

    assert [*check.check([path])] == [path]
    assert translate.check(path, None) == translate.check(path, tiny_folder.path)


def test_every_text_of_the_content_has_a_place_of_its_own(shipped: Toolkit) -> None:
    found = list(texts.all_of(shipped))

    assert len({place for place, _ in found}) == len(found) > 250
    said = {text for _, text in found}
    assert {each.label for each in fields.known(shipped).values() if "-" not in each.code} <= {
        " ".join(text.split()) for text in said | set(words.of(shipped).values())
    }
    assert {point.text for _, item in shipped.items() for point in getattr(item, "recommendations", ())} <= said
    assert set(selection.secrets(shipped).values()) <= said


def test_a_place_names_what_the_text_belongs_to(tiny: Toolkit) -> None:
    found = [place for place, _ in texts.all_of(tiny)]

    assert found[:2] == ["toolkit title", "toolkit publisher name"]
    assert {"R title", "R fields organisation label", "A title", "A2 question", "B1 title", "B1r1 text"} <= set(found)
    assert {"B2x text", "B4 chart bars 1 label", "B4 chart levels 2", "B5 prompts 1"} <= set(found)


def test_codes_and_settings_are_no_texts(tiny: Toolkit) -> None:
    shouted = texts.changed(tiny, lambda place, text: text.upper() + "!")

    assert shouted.codes() == tiny.codes()
    assert (shouted.toolkit, shouted.version, shouted.lang) == (tiny.toolkit, tiny.version, tiny.lang)
    assert shouted.titles == {code: title.upper() + "!" for code, title in tiny.titles.items()}
    before, after = (fields.known(each) for each in (tiny, shouted))
    assert fields.fingerprint(before) == fields.fingerprint(after)


def test_what_is_changed_into_itself_stays_as_it_is(shipped: Toolkit) -> None:
    same = texts.changed(shipped, lambda place, text: text)

    assert msgspec.structs.asdict(same) == msgspec.structs.asdict(shipped)


def test_a_po_file_holds_content_and_words_with_their_places(tiny_folder: Folder) -> None:
    path = po(tiny_folder)

    with path.open("rb") as file:
        catalog = read_po(file)

    held = {message.context: message.id for message in catalog if message.id}
    assert held == dict(translation.sources(content.load(tiny_folder.path)))
    assert (held["words your_view"], catalog.locale_identifier) == ("Your view", "it")
    assert not any(name in path.read_text(encoding="utf-8") for name in ("EMAIL", "FULL NAME", "POT-Creation-Date"))


def test_what_only_facilitators_read_is_marked(tiny_folder: Folder) -> None:
    with po(tiny_folder).open("rb") as file:
        marked = {message.context for message in read_po(file) if message.auto_comments}

    tiny = content.load(tiny_folder.path)
    assert marked == set(selection.secrets(tiny))
    assert marked


def test_a_translation_is_printed_and_the_rest_is_counted(tiny_folder: Folder, tmp_path: Path) -> None:
    path = po(tiny_folder, {"toolkit title": "Un piccolo toolkit", "words contents": "Indice"})
    told: list[str] = []

    made = build.build(
        BuildOptions(tiny_folder.path, lang="it", translation=path, output=tmp_path / "x.docx"), warn=told.append
    )

    total = len(list(texts.all_of(content.load(tiny_folder.path))))
    assert made == [tmp_path / "x.docx"]
    assert told == [f"it: {total - 1} of the {total} texts are not translated, and printed in 'en'."]
    toolkit = translation.toolkit(tiny_folder.path, "it", [path])
    assert (toolkit.title, words.of(toolkit)["contents"], toolkit.lang) == ("Un piccolo toolkit", "Indice", "it")
    shown = render.workbook(toolkit, "facilitator")
    assert (shown.title, shown.lang, shown.stamp.lang) == ("Un piccolo toolkit", "it", "it")
    plain = render.workbook(content.load(tiny_folder.path), "facilitator")
    assert shown.stamp.fingerprint == plain.stamp.fingerprint


@pytest.mark.parametrize(("said", "left"), [({}, 0), ({"words pros": "A favor", "words cons": "Contra"}, 2)])
def test_own_words_that_are_not_translated_are_counted(
    tiny_folder: Folder, tmp_path: Path, said: dict[str, str], left: int
) -> None:
    path, state = translate.export(tiny_folder.path, "pt", tmp_path / "pt.po")
    ours = {place: text.replace("\n", "\\n") for place, text in texts.all_of(content.load(tiny_folder.path))}
    filled(path, said | {place: text for place, text in ours.items() if place not in ("A1 text", "A1 title")})
    told: list[str] = []

    build.build(BuildOptions(tiny_folder.path, translation=path, output=tmp_path / "x.docx"), warn=told.append)

    own, total = len(words.load("en")), state.texts - len(words.load("en"))
    assert told == [
        f"pt: 2 of the {total} texts are not translated, and printed in 'en'.",
        f"pt: {own - left} of the workbook's own {own} words and phrases are not translated, and printed in 'en'."
        if left
        else f"pt: none of the workbook's own {own} words and phrases is translated: they are printed in 'en'.",
    ]


def test_words_beside_a_toolkit_that_lacks_words_are_told_where_they_were_not_given(
    tiny_folder: Folder, tmp_path: Path
) -> None:
    tiny_folder.change("toolkit.yaml", "toolkit: tiny\n", "toolkit: tiny\nlang: pl\n")
    path = tiny_folder.write("words.yaml", "pl:\n  pros: Za\n")

    def told(templates: Path | None) -> list[str]:
        warned: list[str] = []
        options = BuildOptions(tiny_folder.path, templates=templates, output=tmp_path / "x.docx", force=True)
        build.build(options, warn=warned.append)
        return warned

    assert told(None)[1:] == [f"{path}: These words are used with --templates {tiny_folder.path}."]
    assert told(tiny_folder.path)[1:] == []


def test_a_single_text_that_is_not_translated_is_told_in_the_singular(tiny: Toolkit) -> None:
    total = len(list(texts.all_of(tiny)))
    most = msgspec.structs.replace(tiny, lang="it", original="en", untranslated=frozenset({tiny.title}))

    (told,) = readerwarnings.untranslated(most)
    assert told == f"it: 1 of the {total} texts is not translated, and printed in 'en'."


def test_what_is_not_translated_says_its_language(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A title": "Alfa"})

    shown = render.workbook(translation.toolkit(tiny_folder.path, "it", [path]), "facilitator")

    heads = {
        page.plain(each.runs): each.runs[0].lang for each in page.walk(shown.blocks) if isinstance(each, page.Heading)
    }
    boxes = {each.title: each.lang for each in page.walk(shown.blocks) if isinstance(each, page.Aside)}
    assert (heads["Alfa"], heads["Beta"]) == ("", "en")
    assert boxes["Before you write"] == "en"
    assert {lang for title, lang in boxes.items() if title != "Before you write"} == {""}  # the workbook's own words


def test_the_workbooks_own_words_that_are_not_translated_say_their_language(tiny_folder: Folder) -> None:
    path, _ = translate.export(tiny_folder.path, "pl", tiny_folder.path.parent / "pl.po")
    ours = {place: text.replace("\n", "\\n") for place, text in texts.all_of(content.load(tiny_folder.path))}
    filled(path, {**ours, "A title": "", "words option_yes": "Tak", "words when_text": "Jeśli {clause}:"})

    shown = build.page(translation.toolkit(tiny_folder.path, "pl", [path]), "participant")

    runs = {(run.text, run.lang) for run in page.text_runs(shown.blocks)}
    links = {(run.text, run.lang) for run in page.text_runs(shown.blocks) if run.href.startswith("#")}
    assert {("Contents", "en"), ("Alpha", "en"), ("Beta", "")} <= runs
    assert ("Alpha", "en") in links and ("Beta", "") in links  # in sentences that are translated
    assert not any("\ufdd0" in text for text, _ in runs)
    assert [(option.label, option.lang) for option in shown.fields["A2"].options] == [("Tak", ""), ("No", "en")]
    assert (shown.fields["A2"].lang, shown.fields["B1-seen"].lang) == ("", "en")
    document = unzipped(formats.write("docx", shown, theme.load(), EMPTY)).decode()
    for words_ in ("Contents", "Alpha", "No", words.load("en")["challenge_seen"]):
        assert re.search(rf'<w:lang w:val="en"/></w:rPr>(<w:tab/>)?<w:t[^>]*>{re.escape(words_)}', document), words_
    with pikepdf.open(io.BytesIO(formats.write("pdf", shown, theme.load(), EMPTY))) as pdf:
        assert {"", "en"} <= _languages(pdf.Root.StructTreeRoot.K[0])["/Form"]


def test_what_is_filled_into_words_of_another_language_is_not_in_it() -> None:
    assert [*languagemarks.parted(languagemarks.marked("If {clause}: {x}", "en"))] == [
        ("", ""),
        ("If ", "en"),
        ("{clause}: {x}", ""),
    ]
    assert languagemarks.unmarked(languagemarks.marked("Yes", "en").upper()) == ("YES", "EN")
    assert languagemarks.marked("Yes", "") == "Yes"


def test_a_toolkit_in_its_own_language_says_no_language(shipped: Toolkit) -> None:
    shown = render.workbook(shipped, "facilitator")

    assert {run.lang for run in page.text_runs(shown.blocks)} == {""}


def test_a_translation_beside_the_toolkit_is_found(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"toolkit title": "Un piccolo toolkit"})
    beside(tiny_folder, path)

    assert translation.toolkit(tiny_folder.path, "it").title == "Un piccolo toolkit"
    assert translation.toolkit(tiny_folder.path).title == translation.toolkit(tiny_folder.path, "en").title


def test_what_a_fuzzy_text_was_made_from_stands_in_one_line(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A3 question": "Che cosa?"})
    before = r"What did you keep, \"as it was\", and what did you change? " * 9
    text = path.read_text(encoding="utf-8")
    at = text.index('msgctxt "A3 question"')
    path.write_text(text[:at] + re.sub(r'msgid ".*"', lambda _: f'msgid "{before}"', text[at:], count=1), "utf-8")

    translate.export(tiny_folder.path, "it", path)

    told = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#|")]
    assert told == [f'#| msgid "{before}"']


def test_what_a_fuzzy_text_was_made_from_stays_however_often_the_file_is_exported(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A title": "Alfa", "B title": "Beta"})
    tiny_folder.change("alpha.yaml", "title: Alpha", "title: Alphabet")
    translate.export(tiny_folder.path, "it", path)
    once = path.read_text(encoding="utf-8")
    whole = '#| msgid "Alpha"\n'
    path.write_text(once.replace(whole, '# Mine\n#| msgctxt "A"\n#| msgid ""\n#| "Al"\n#| "pha"\n'), "utf-8")

    for _ in range(2):
        translate.export(tiny_folder.path, "it", path)
        assert path.read_text(encoding="utf-8") == once.replace("#, fuzzy\n#| msgid", "# Mine\n#, fuzzy\n#| msgid")
    tiny_folder.change("alpha.yaml", "title: Alphabet", "title: Alphabets")
    translate.export(tiny_folder.path, "it", path)

    assert path.read_text(encoding="utf-8").count("#|") == 1
    assert whole in path.read_text(encoding="utf-8")


def test_a_text_that_has_changed_since_is_not_used_and_comes_back_as_fuzzy(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"toolkit title": "Un piccolo toolkit", "A title": "Alfa"})
    tiny_folder.change("toolkit.yaml", "title: A tiny toolkit", "title: A small toolkit")

    assert translation.toolkit(tiny_folder.path, "it", [path]).title == "A small toolkit"
    assert translate.check(path, tiny_folder.path).older == 1
    translate.export(tiny_folder.path, "it", path)
    again = translation.load(path)
    assert again.said["toolkit title"] == ("A small toolkit", "Un piccolo toolkit", True)
    assert "#| msgid" in path.read_text(encoding="utf-8")
    assert again.said["A title"] == ("Alpha", "Alfa", False)
    assert translation.applied(content.load(tiny_folder.path), again).title == "A small toolkit"


def test_words_of_the_base_language_are_to_be_looked_at_in_a_region(tiny_folder: Folder, tmp_path: Path) -> None:
    path, state = translate.export(tiny_folder.path, "de-CH", tmp_path / "de-CH.po")

    assert translation.load(path).said["words option_unsure"] == ("Not sure", "Weiß nicht", True)
    assert (state.translated, state.older) == (0, len(words.load("de")))
    assert translate.export(tiny_folder.path, "de", tmp_path / "de.po")[1].older == 0
    toolkit = translation.toolkit(tiny_folder.path, "de-CH", [path])
    assert words.of(toolkit)["option_unsure"] == "Weiß nicht"  # until somebody has


def test_an_export_of_the_same_gives_the_same(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"toolkit title": "Un piccolo toolkit"})
    before = path.read_bytes()

    translate.export(tiny_folder.path, "it", path)

    assert path.read_bytes() == before


def test_what_was_translated_outlasts_the_text_for_which_it_was(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A1 text": "Parole. [[A2]] [[B]]\\n\\n- uno\\n- due", "A title": "Alfa", "B title": "Beta"})
    marked = path.read_text(encoding="utf-8").replace('msgctxt "A title"', '#, fuzzy\nmsgctxt "A title"')
    path.write_text(marked, encoding="utf-8")
    whole = {each: each.read_bytes() for each in tiny_folder.path.glob("*.yaml")}
    before = translation.load(path)
    gone = {place for place in before.said if place.startswith("A")}
    tiny_folder.change("toolkit.yaml", "  - alpha.yaml\n", "")
    tiny_folder.change("toolkit.yaml", " Begin with [[A]].", "")

    translate.export(tiny_folder.path, "it", path)
    between = translation.load(path)
    for each, data in whole.items():
        each.write_bytes(data)
    translate.export(tiny_folder.path, "it", path)

    assert {"A1 text", "A title"} <= gone
    assert not gone & set(between.said)
    assert between.gone["A1 text"].text == before.said["A1 text"].text
    assert [place for place, said in between.gone.items() if said.fuzzy] == ["A title"]
    assert {place: said for place, said in translation.load(path).said.items() if said.text} == {
        place: said for place, said in before.said.items() if said.text
    }


@pytest.mark.parametrize(
    ("head", "what"),
    [("Project-Id-Version: other 1.0", "another toolkit, 'other'"), ("Language: fr", "another language, 'fr'")],
)
def test_somebody_elses_translation_is_not_written_over(tiny_folder: Folder, head: str, what: str) -> None:
    path = po(tiny_folder)
    text = re.sub(f"{head.partition(':')[0]}: [^\\\\]+", head, path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")

    (said,) = problems(lambda: translate.export(tiny_folder.path, "it", path), path.parent)

    assert what in said
    assert path.read_text(encoding="utf-8") == text


def test_a_translation_of_another_toolkit_is_checked_in_one_sentence(tiny_folder: Folder, shipped: Toolkit) -> None:
    path = tiny_folder.path.parent / "it.po"
    path.write_text(translate.exported(shipped, "it"), encoding="utf-8")

    assert refused(path, tiny_folder) == [
        "it.po: By its line Project-Id-Version, this is the translation of another toolkit, 'covid19'. "
        "Name that toolkit's folder after the file."
    ]


@pytest.mark.parametrize(
    "project", ["PACKAGE VERSION", "PROJECT VERSION", "Our Network's Toolkit 2", "WWP EN Toolkit", ""]
)
def test_a_file_whose_head_names_no_toolkit_is_taken_for_the_one_at_hand(tiny_folder: Folder, project: str) -> None:
    path = headed(tiny_folder, f"Project-Id-Version: {project}")

    assert translate.check(path, tiny_folder.path).translated > 0


@pytest.mark.parametrize(
    "line",
    [
        "Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;",
        'Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 "\n"&& n%10<=4 ? 1 : 2;',
        "POT-Creation-Date: YEAR-MO-DA HO:MI+ZONE",
        "PO-Revision-Date: 2026-03-19T10:12:00Z",
        "PO-Revision-Date: 19.03.2026 10:12",
    ],
)
def test_dates_and_plurals_at_the_head_of_a_file_make_no_difference(tiny_folder: Folder, line: str) -> None:
    path = headed(tiny_folder, line)

    found = translation.load(path)

    lines = path.read_text(encoding="utf-8").split("\n")
    assert found.said["A title"].text == "Alfa"
    assert lines[found.lines["A title"] - 1] == 'msgid "Alpha"'


def headed(folder: Folder, line: str) -> Path:
    """Return a translation of the tiny toolkit whose head has a line of another program's."""
    path = po(folder, {"A title": "Alfa"})
    text = re.sub(f'"{line.partition(":")[0]}: .*\n', "", path.read_text(encoding="utf-8"))
    path.write_text(text.replace('"MIME', f'"{line}\\n"\n"MIME'), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("said", "code"),
    [("PL", "pl"), ("pl_PL", "pl-PL"), ("pl_PL.UTF-8", "pl-PL"), ("sr@latin", "sr-Latn"), ("pt-br", "pt-BR")],
)
def test_a_language_that_other_programs_write_otherwise_is_taken(tiny_folder: Folder, said: str, code: str) -> None:
    assert translation.load(in_language(tiny_folder, said)).lang == code


@pytest.mark.parametrize(
    ("said", "fix"),
    [
        ("Polish", "Did you mean 'pl'?"),
        ("Klingon", "Give one such as it or pt-BR."),
        ("pl@home", "Give one such as it or pt-BR."),
    ],
)
def test_a_word_that_is_no_language_is_told_in_its_line(tiny_folder: Folder, said: str, fix: str) -> None:
    path = in_language(tiny_folder, said)
    line = path.read_text(encoding="utf-8").split("\n").index(f'"Language: {said}\\n"') + 1

    assert refused(path, tiny_folder) == [f"it.po:{line}: {said!r} is not a language code. {fix}"]


def in_language(folder: Folder, said: str) -> Path:
    path = po(folder)
    path.write_text(path.read_text(encoding="utf-8").replace("Language: it", f"Language: {said}"), encoding="utf-8")
    return path


def test_a_file_that_says_no_language_is_told_and_exported_anew(tiny_folder: Folder) -> None:
    path = in_language(tiny_folder, "").rename(tiny_folder.path.parent / "translated.po")

    (told,) = refused(path, tiny_folder)
    translate.export(tiny_folder.path, "it", path)

    assert told.startswith("translated.po: The file does not say its language")
    assert translation.load(path).lang == "it"


def test_letters_that_a_program_has_written_as_numbers_are_read(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A title": "Già \\\\303\\\\251 – “tutto”"})  # as gettext's tools do with --escape
    path.write_bytes(re.sub(rb"[\x80-\xff]", lambda byte: b"\\%o" % byte[0][0], path.read_bytes()))

    found = translation.load(path)

    assert found.said["A title"].text == "Già \\303\\251 – “tutto”"
    assert translate.check(path, tiny_folder.path).older == 0


DOUBTS = {
    "questionmarks": ("Gda?sk", "letters are spoilt, as in 'Gda?sk'."),
    "mojibake": ("Ã³ wieÅ›", "letters are spoilt, as in 'Ã³'."),
    "no letters": ("Gda\ufffdsk", "letters are spoilt, as in 'Gda\ufffdsk'."),
    "an entity": ("B&eacute;ta", "'&eacute;' is printed as it is typed."),
    "a number's entity": ("B&#322;ta", "'&#322;' is printed as it is typed."),
    "a tag": ("<b>Beta</b>", "'<b>' is printed as it is typed."),
}


@pytest.mark.parametrize("case", DOUBTS)
def test_what_is_hardly_meant_in_a_translation_is_a_warning_with_its_line(tiny_folder: Folder, case: str) -> None:
    text, what = DOUBTS[case]
    path = po(tiny_folder, {"B title": text, "A title": "Quale? Über “tutto” – già"})

    (told,) = translate.check(path, tiny_folder.path).warnings

    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[told.line - 1] == 'msgid "Beta"'
    assert told.what == f"B title: {what}"
    warned: list[object] = []
    (tiny_folder.path / "translations").mkdir()
    shutil.copy(path, tiny_folder.path / "translations")
    check.check([tiny_folder.path], warned.append)
    assert what in str([*map(str, warned)][-1])


def test_two_texts_for_one_place_are_told(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A title": "Alfa", "B title": "Beta"})
    whole = path.read_text(encoding="utf-8")
    again = 'msgctxt "A title"\nmsgid "Alpha"\nmsgstr "Altra"\n\nmsgctxt ""\n"B title"\nmsgid "Beta"\nmsgstr "Beta"\n'
    path.write_text(f"{whole}\n{again}", encoding="utf-8")

    told = refused(path, tiny_folder)

    line = whole.count("\n") + 2
    assert told == [f"it.po:{line}: A title: another text for it stands there too. Take one of them out."]
    left = translation.as_far_as_fit(content.load(tiny_folder.path), translation.load(path))
    assert left.kits[0].title == "Alpha"


def test_a_translation_into_another_language_than_asked_for_is_refused(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A title": "Alfa"})
    nameless = path.with_name("it-neu.po")
    nameless.write_text(path.read_text(encoding="utf-8").replace('"Language: it\\n"\n', ""), encoding="utf-8")

    def built(lang: str, file: Path) -> list[str]:
        options = BuildOptions(tiny_folder.path, lang=lang, translation=file, output=path.parent / "x.docx")
        return problems(lambda: build.build(options), path.parent)

    assert built("fr", path) == [
        "it.po: This is not a translation into 'fr'. It says 'it'. Give --lang it, or another file."
    ]
    assert "does not say its language at its head; by its name it is 'it-neu'" in built("it", nameless)[0]


@pytest.mark.parametrize(("mark", "end"), [(b"\xef\xbb\xbf", b"\n"), (b"", b"\r"), (b"", b"\r\n")])
def test_a_byte_order_mark_and_the_ends_of_lines_make_no_difference(
    tiny_folder: Folder, mark: bytes, end: bytes
) -> None:
    path = po(tiny_folder, {"A2 question": "Ha funzionato?"})
    path.write_bytes(mark + path.read_bytes().replace(b"\n", end))

    assert translate.check(path, tiny_folder.path).translated > 0
    translate.export(tiny_folder.path, "it", path)

    assert translation.load(path).said["A2 question"].text == "Ha funzionato?"


def test_translations_that_have_lost_their_places_are_told_and_put_back(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A2 question": "Ha funzionato?", "A3 question": "Come?"})
    text = path.read_text(encoding="utf-8").replace('msgctxt "A3 question"', '#, fuzzy\nmsgctxt "A3 question"')
    path.write_text(re.sub(r"msgctxt .*\n", "", text), encoding="utf-8")

    (told,) = refused(path, tiny_folder)
    assert problems(lambda: translation.toolkit(tiny_folder.path, "it", (path,)), path.parent) == [told]
    translate.export(tiny_folder.path, "it", path)

    assert "without a place (msgctxt)" in told
    assert translation.load(path).said["A3 question"] == ("How did it work?", "Come?", True)
    assert translation.load(path).said["A2 question"].text == "Ha funzionato?"
    assert translate.check(path, tiny_folder.path).problems == ()


def test_translations_without_a_place_stay_when_their_text_has_changed(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A2 question": "Ha funzionato?"})
    path.write_text(re.sub(r"msgctxt .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    asked, other = "question: Did it work?", "question: Did all of it work?"
    for before, after in ((asked, other), (other, other), (other, asked)):
        tiny_folder.change("alpha.yaml", before, after)
        translate.export(tiny_folder.path, "it", path)
        assert translate.check(path, tiny_folder.path).problems == ()
        assert translation.load(path).said["A2 question"].text == ("Ha funzionato?" if after == asked else "")


def test_a_toolkit_with_a_new_name_keeps_its_own_translations(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A2 question": "Ha funzionato?"})
    text = path.read_text(encoding="utf-8").replace("Version: tiny", "Version: before")
    own = tiny_folder.write("translations/it.po", text)

    assert translate.check(own, tiny_folder.path).translated > 0
    assert Toolkits((tiny_folder.path,), (own,)).toolkit("tiny", "it").lang == "it"
    assert translate.export(tiny_folder.path, "it", own)[1].problems == ()


def test_what_translators_note_stays(tiny_folder: Folder) -> None:
    path = po(tiny_folder)
    text = path.read_text(encoding="utf-8").replace('msgctxt "A2 question"', '# Ask the team.\nmsgctxt "A2 question"')
    path.write_text(text, encoding="utf-8")

    translate.export(tiny_folder.path, "it", path)

    assert path.read_text(encoding="utf-8") == text


def test_what_translators_and_their_programs_add_at_the_head_stays(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A title": "Alfa"})
    text = path.read_text(encoding="utf-8")
    added = '"Last-Translator: Ada <ada@example.org>\\n"\n"X-Generator: Poedit\\n"\n'
    text = text.replace('\nmsgid ""\n', '\n# With thanks to the team.\nmsgid ""\n', 1)
    text = text.replace('8bit\\n"\n', f'8bit\\n"\n{added}')
    path.write_text(text.replace("version 1.0:", "version 0.9:"), encoding="utf-8")

    for _ in range(2):
        translate.export(tiny_folder.path, "it", path)
        assert path.read_text(encoding="utf-8") == text

    wrapped = text.replace('"Last-Translator: Ada ', '"Last-Translator: Ada "\n"')
    path.write_text(wrapped.replace('"Language:', '"PO-Revision-Date: x\\n"\n"Language:'), encoding="utf-8")
    translate.export(tiny_folder.path, "it", path)
    assert path.read_text(encoding="utf-8") == text


def test_what_translators_note_on_a_text_comes_back_with_it(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A title": "Alfa"})
    text = path.read_text(encoding="utf-8").replace('msgctxt "A title"', '# Ask the team.\nmsgctxt "A title"')
    path.write_text(text, encoding="utf-8")
    whole = (tiny_folder.path / "toolkit.yaml").read_text(encoding="utf-8")
    tiny_folder.change("toolkit.yaml", "  - alpha.yaml\n", "")
    tiny_folder.change("toolkit.yaml", " Begin with [[A]].", "")

    translate.export(tiny_folder.path, "it", path)
    between = path.read_text(encoding="utf-8")
    tiny_folder.write("toolkit.yaml", whole)
    translate.export(tiny_folder.path, "it", path)

    assert '# Ask the team.\n#~ msgctxt "A title"' in between
    assert path.read_text(encoding="utf-8") == text


def test_an_export_does_not_choose_between_two_texts_for_one_place(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A title": "Alfa"})
    text = f'{path.read_text(encoding="utf-8")}\nmsgctxt "A title"\nmsgid "Alpha"\nmsgstr "Altra"\n'
    path.write_text(text, encoding="utf-8")

    (said,) = problems(lambda: translate.export(tiny_folder.path, "it", path), path.parent)

    assert "A title: another text for it stands there too. Take one of them out." in said
    assert path.read_text(encoding="utf-8") == text


def test_a_title_of_two_lines_stands_in_one_at_the_head(tiny_folder: Folder) -> None:
    tiny_folder.change("toolkit.yaml", "title: A tiny toolkit", 'title: "A tiny\\ntoolkit\\u0085now"')

    path, state = translate.export(tiny_folder.path, "it", tiny_folder.path.parent / "it.po")

    assert path.read_text(encoding="utf-8").startswith("# A tiny toolkit now, version")
    assert state.translated


def test_an_export_offers_no_english_as_a_translation(
    tiny: Toolkit, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("words/en.yaml", "pros: Pros\ncons: Cons\n")
    folder.write("words/it.yaml", "pros: Pro\n")
    assert words.languages() >= {"en", "it"}
    monkeypatch.setattr(installed, "template", folder.path.joinpath)

    read = read_back(translate.exported(tiny, "it"))

    assert read.said["words pros"].text == "Pro"
    assert read.said["words cons"] == ("Cons", "", False)


def test_the_shipped_translations_use_the_workbooks_own_words() -> None:
    paths = list((installed.default_toolkit() / "translations").glob("*.po"))
    assert paths
    for path in paths:
        said = translation.load(path).said
        own = words.own(path.stem)

        assert {key: said[f"words {key}"][1] for key in own} == own


PLACES = st.sampled_from(["toolkit title", "A1 text", "B1r1 text", "words contents", "B2x text"])
WRITTEN = st.text(PRINTABLE, min_size=1).filter(lambda text: text.strip())


@given(st.dictionaries(PLACES, WRITTEN))
def test_whatever_is_translated_comes_back_as_it_was(tiny: Toolkit, said: dict[str, str]) -> None:
    sources = dict(translation.sources(tiny))
    before = Translation(
        "x", "it", {place: Translated(sources[place], text, False) for place, text in said.items()}, {}
    )

    exported = translate.exported(tiny, "it", before)

    read = read_back(exported)
    assert {place: text for place, (_, text, _) in read.said.items() if text and place in said} == said


def read_back(text: str) -> Translation:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "it.po"
        path.write_text(text, encoding="utf-8", newline="\n")
        return translation.load(path)


def test_a_check_says_how_far_it_is(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"toolkit title": "Un piccolo toolkit"})

    state = translate.check(path, tiny_folder.path)

    known = set(words.load("it").values()) != set(words.load("en").values())
    done = 1 + (len(words.load("en")) if known else 0)
    assert str(state) == f"it: {done} of {state.texts} texts are translated, {state.texts - done} are not"


def test_what_is_left_of_a_translation_is_named_with_its_line(tiny_folder: Folder) -> None:
    path = po(tiny_folder)
    sources = dict(translation.sources(content.load(tiny_folder.path)))
    own = {place for place in sources if place.startswith("words ")}
    same = {place: source for place, source in sources.items() if place not in own and "\n" not in source}
    filled(path, {**same, "A title": "", "A7 question": ""})
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    gone = next(block for block in blocks if 'msgctxt "B title"' in block)
    older = next(block for block in blocks if 'msgctxt "A2 question"' in block)
    changed = "\n\n".join(blocks).replace(f"{gone}\n\n", "").replace(older, f"#, fuzzy\n{older}")
    path.write_text(changed, encoding="utf-8", newline="\n")
    line = {text: number for number, text in enumerate(changed.split("\n"), 2)}.__getitem__  # the line of its msgid

    state = translate.check(path, tiny_folder.path)

    assert [(each.line, each.what) for each in state.to_do] == sorted(
        [
            (0, "B title is not translated."),
            (line('msgctxt "A title"'), "A title is not translated."),
            (line('msgctxt "A2 question"'), "A2 question is to be looked at again."),
            (line('msgctxt "A7 question"'), "A7 question is not translated."),
            *(
                (line(f'msgctxt "{place}"'), f"{place} is not translated.")
                for place in sources.keys() - same.keys() - own
            ),
        ]
    )
    assert state.to_do[0].fix == 'It is not in the file: run "toolkit translate export" into it again.'
    left = len(sources.keys() - same.keys() - own) + 3
    assert str(state).endswith(f" texts are translated, {left} are not, 1 to look at again")


def test_a_check_names_ten_texts_that_are_left_and_counts_the_rest(tiny_folder: Folder) -> None:
    path = po(tiny_folder)
    left = len(translate.check(path, tiny_folder.path).to_do)

    result = CliRunner().invoke(cli, ["translate", "check", str(path), str(tiny_folder.path)])

    assert result.exit_code == 0
    assert result.stderr.count(" is not translated.") == 10
    assert result.stderr.splitlines()[-1] == f"and {left - 10} more"
    assert result.stdout.startswith("it: ")


def test_what_a_translation_loses_or_adds_is_told_at_once(tiny_folder: Folder) -> None:
    tiny_folder.change("alpha.yaml", "question: Did it work?", "question: Did [[B]] work?")
    path = po(tiny_folder, {"A2 question": "Vedi [[A]]", "words page_of": "Pagina {page} di"})
    with path.open("a", encoding="utf-8") as file:
        file.write('\nmsgctxt "Z9 text"\nmsgid "x"\nmsgstr "y"\n')

    said = refused(path, tiny_folder)

    assert [each.split(": ", 1)[1] for each in said] == [
        "A2 question: [[A]] stands there more often than in the source. Take it out.",
        "A2 question: [[B]] stands there less often than in the source. Copy it as it is.",
        "words page_of: the translation leaves out what the program fills in. It needs {page} and {pages}.",
        """The toolkit has no text 'Z9 text'. Run "toolkit translate export" into this file again, or remove it.""",
    ]
    assert all(each.startswith("it.po:") for each in said)


def test_a_name_that_stands_elsewhere_may_be_left_out_of_a_translated_word_too(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"words based_on": "Secondo {publisher}", "words position": "La posizione"})

    assert translate.check(path, tiny_folder.path).problems == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [("hello", 1), ('msgid "a', 1), ("\x00", 1), ('{"a": 1}', 1), ('msgid "a"\nmsgstr "b"\nfoo "c"\n', 3)],
)
def test_a_file_that_is_no_translation_is_told_with_its_line(tiny_folder: Folder, text: str, line: int) -> None:
    path = Folder(tiny_folder.path.parent).write("it.po", text)

    assert refused(path, tiny_folder) == [
        f"it.po:{line}: This is not a translation file (.po), or it is damaged here. Correct it in a PO editor."
    ]


@pytest.mark.parametrize("text", ['"Pagina', 'Pagina"', "Pagina", '"', '"Pagina\\"', '"Pagina" e', "“Pagina"])
def test_a_text_that_lacks_a_quotation_mark_is_told_and_loses_no_letter(tiny_folder: Folder, text: str) -> None:
    path = po(tiny_folder, {"A title": "Primo"})
    path.write_text(path.read_text(encoding="utf-8").replace('"Primo"', text), encoding="utf-8")
    line = 1 + next(
        at for at, row in enumerate(path.read_text(encoding="utf-8").split("\n")) if row == f"msgstr {text}"
    )

    assert refused(path, tiny_folder) == [
        f"it.po:{line}: A quotation mark is missing at the beginning or at the end of the text here. "
        'Put " at both ends.'
    ]


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ('msgctxt "A title"\nmsgstr "Alfa"', 1),
        ('msgctxt "A title"\nmsgctxt "Alpha"\nmsgid "x"\nmsgstr "Alfa"', 1),
        ('msgctxt "A title"\nmsgid "Alpha"\nmsgstr "Alfa"\nmsgstr "Alef"', 3),
        ('#~ msgctxt "A title"\nmsgid "Alpha"\nmsgstr "Alfa"', 1),
    ],
)
def test_a_text_that_lacks_a_line_is_told_and_not_lost(tiny_folder: Folder, rows: str, at: int) -> None:
    path = po(tiny_folder, {"A title": "Alfa"})
    text = path.read_text(encoding="utf-8").replace('msgctxt "A title"\nmsgid "Alpha"\nmsgstr "Alfa"', rows)
    path.write_text(text, encoding="utf-8", newline="\n")
    line = text[: text.index(rows)].count("\n") + 1 + at
    told = [
        f"it.po:{line}: A line is missing before this one, or stands twice: msgctxt, msgid and msgstr follow one "
        "another. Correct it in a text editor."
    ]

    assert refused(path, tiny_folder) == told
    assert problems(lambda: translate.export(tiny_folder.path, "it", path), path.parent) == told
    assert path.read_text(encoding="utf-8") == text


def test_texts_with_plural_forms_or_without_a_place_and_obsolete_ones_lack_no_line() -> None:
    plural = b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n'

    for data in (plural * 2, b'msgid "a"\nmsgstr ""\n"msgid"\n' + plural, b'#~ msgid "a"\n#~ msgstr "b"\n' + plural):
        assert [*pofile.disordered(data)] == []


@pytest.mark.parametrize(("text", "meant"), [("“Primo”", "Primo"), ('"Il "primo""', 'Il "primo"'), ('"a\\\\"', "a\\")])
def test_quotation_marks_at_both_ends_are_enough(tiny_folder: Folder, text: str, meant: str) -> None:
    path = po(tiny_folder, {"A title": "Primo"})
    path.write_text(path.read_text(encoding="utf-8").replace('"Primo"', f"{text}  "), encoding="utf-8")

    assert translation.load(path).said["A title"].text == meant


def test_earlier_wordings_of_obsolete_texts_do_no_harm(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A title": "Primo"})
    obsolete = '\n#~| msgctxt "Z9 text"\n#~| msgid "w"\n#~ msgctxt "Z9 text"\n#~ msgid "x"\n#~ msgstr "y"\n'
    path.write_text(path.read_text(encoding="utf-8") + obsolete, encoding="utf-8")

    assert translation.load(path).gone["Z9 text"] == Translated("x", "y", False)
    assert translate.check(path, tiny_folder.path).problems == ()


def test_a_language_that_is_not_there_names_those_that_are(tiny_folder: Folder) -> None:
    with pytest.raises(TranslationError) as wrong:
        translation.toolkit(tiny_folder.path, "xx")

    (problem,) = wrong.value.problems
    assert problem.what == "There is no translation into 'xx'."
    assert problem.fix.startswith("Known: ") and "en" in problem.fix
    begun = f"toolkit translate export {tiny_folder.path} --lang xx"
    assert problem.fix.endswith(f"Begin one with: {begun}, and give it with --translation xx.po")


def test_a_language_that_runs_from_right_to_left_is_told_before_anybody_translates(
    tiny_folder: Folder, tmp_path: Path
) -> None:
    unsupported = "Scripts that run from right to left are not supported"
    command = ["translate", "export", str(tiny_folder.path), "--lang", "fa", "-o", str(tmp_path / "fa.po")]

    exported = CliRunner().invoke(cli, [*command, "-q"])
    checked = CliRunner().invoke(cli, ["translate", "check", str(tmp_path / "fa.po"), str(tiny_folder.path)])
    built = CliRunner().invoke(cli, ["build", str(tiny_folder.path), "--lang", "fa"])

    assert (exported.exit_code, exported.stdout) == (0, "")
    assert checked.stderr.startswith(exported.stderr)
    assert exported.stderr.startswith(f"{tmp_path / 'fa.po'}: 'fa' is written from right to left. {unsupported}")
    assert unsupported in built.stderr
    assert "translate export" not in built.stderr


@pytest.mark.parametrize(
    ("lang", "fix"),
    [
        ("IT", "Did you mean 'it'?"),
        ("el_GR", "Did you mean 'el'?"),
        ("Greek", "Did you mean 'el'?"),
        ("Ελληνικά", "Did you mean 'el'?"),
        ("gr", "Did you mean 'el'?"),
        ("gre", "Did you mean 'el'?"),
        ("ell", "Did you mean 'el'?"),
        ("it-IT", "Did you mean 'it'?"),
        ("Klingon", "Known: de, el, en, es, fr, hr, it, sq. Give the code of a language, such as it or pt-BR."),
    ],
)
def test_a_language_that_is_written_otherwise_is_told_by_its_code(tiny_folder: Folder, lang: str, fix: str) -> None:
    with pytest.raises(TranslationError) as wrong:
        translation.toolkit(tiny_folder.path, lang)

    (problem,) = wrong.value.problems
    assert problem.fix.startswith(fix) if fix.endswith(": ") else problem.fix == fix


@pytest.mark.parametrize(
    ("lang", "meant"), [("gr", "el"), ("cz", "cs"), ("ua", "uk"), ("el", ""), ("mo", ""), ("xx", "")]
)
def test_a_country_that_is_taken_for_a_language_is_told(tiny_folder: Folder, lang: str, meant: str) -> None:
    _, state = translate.export(tiny_folder.path, lang, tiny_folder.path.parent / f"{lang}.po")

    told = [f"'{lang}' is the code of a country, and of no language. Did you mean '{meant}'?"] if meant else []
    assert [f"{each.what} {each.fix}" for each in state.warnings] == told


@pytest.mark.parametrize(("lang", "meant"), [("deu", "de"), ("alb", "sq"), ("cnr", ""), ("fil", "")])
def test_a_longer_code_than_is_used_is_told(tiny_folder: Folder, lang: str, meant: str) -> None:
    _, state = translate.export(tiny_folder.path, lang, tiny_folder.path.parent / f"{lang}.po")

    told = [f"'{lang}' is a longer code than is used here. Did you mean '{meant}'?"] if meant else []
    assert [f"{each.what} {each.fix}" for each in state.warnings] == told


@pytest.mark.parametrize("lang", ["en", "x/y", "", "../it", "IT"])
def test_only_another_language_can_be_exported(tiny_folder: Folder, lang: str) -> None:
    with pytest.raises(TranslationError):
        translate.export(tiny_folder.path, lang, None)


@pytest.mark.parametrize("lang", ["xx-yy-zz", "zh-cmn-Hans"])
def test_nothing_is_exported_into_a_code_that_programs_for_translators_do_not_read(
    tiny_folder: Folder, lang: str
) -> None:
    path = tiny_folder.path.parent / f"{lang}.po"

    assert problems(lambda: translate.export(tiny_folder.path, lang, path)) == [
        f"Programs for translators cannot read the language code '{lang}'. Give a language with at most a script, a "
        "region and a variant, such as sr-Latn-RS or de-simple."
    ]
    assert not path.exists()


@pytest.mark.parametrize("lang", ["sr-Latn-RS", "de-simple"])
def test_a_code_with_a_script_or_a_variant_is_exported(tiny_folder: Folder, lang: str) -> None:
    path, state = translate.export(tiny_folder.path, lang, tiny_folder.path.parent / f"{lang}.po")

    assert (translation.load(path).lang, state.problems) == (lang, ())


@pytest.mark.parametrize("name", ["it.docx", "it"])
def test_a_translation_is_written_only_into_a_file_that_is_found_as_one(tiny_folder: Folder, name: str) -> None:
    path = tiny_folder.path.parent / name

    assert problems(lambda: translate.export(tiny_folder.path, "it", path), path.parent) == [
        f"{name}: A translation needs a name that ends in .po. Change the name."
    ]
    assert not path.exists()


def test_an_export_into_a_language_that_is_no_code_names_the_code(tiny_folder: Folder) -> None:
    assert problems(lambda: translate.export(tiny_folder.path, "Greek", None)) == [
        "'Greek' is not a language code. Did you mean 'el'?"
    ]


def test_a_struct_that_is_new_in_the_model_is_walked_too(shipped: Toolkit) -> None:
    """Every string of the content is a text, or is a code, a name, a setting or a web address."""
    known = {text for _, text in texts.all_of(shipped)}

    def strings(value: object, key: str = "") -> list[tuple[str, str]]:
        if isinstance(value, str):
            return [(key, value)]
        if isinstance(value, tuple):
            return [found for each in value for found in strings(each, key)]
        if isinstance(value, msgspec.Struct):
            return [found for name, each in msgspec.structs.asdict(value).items() for found in strings(each, name)]
        return []

    others = {key for key, text in strings(shipped) if text not in known}
    settings = {"toolkit", "version", "lang", "url", "code", "part", "answer", "field", "is_", "name", "original"}
    assert others <= {*settings, "share_of"}


def test_a_pdf_says_the_language_of_what_is_not_translated(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A title": "Alfa", "A3 question": "Che cosa?"})
    toolkit = translation.toolkit(tiny_folder.path, "it", [path])

    with pikepdf.open(io.BytesIO(formats.write("pdf", build.page(toolkit, "participant"), theme.load(), EMPTY))) as pdf:
        said = dict(_languages(pdf.Root.StructTreeRoot.K[0]))

    assert said["/H1"] == {"", "en"}
    assert said["/P"] == {"", "en"}


@pytest.mark.parametrize(
    ("name", "mark"), [("docx", rb'<w:lang w:val="en"/></w:rPr><w:t>Before'), ("pdf", rb"/Lang \(en\)")]
)
def test_the_title_of_a_box_says_its_language(tiny_folder: Folder, name: str, mark: bytes) -> None:
    toolkit = translation.toolkit(tiny_folder.path, "it", [po(tiny_folder, {"toolkit notice text": "Nessun nome."})])
    shown = build.page(toolkit, "participant")
    boxes = (each for each in page.walk(shown.blocks) if isinstance(each, page.Aside))
    shown = replace(shown, blocks=tuple(each for each in boxes if each.title == "Before you write"))

    data = formats.write(name, shown, theme.load(), EMPTY)

    assert re.search(mark, unzipped(data) if name == "docx" else data)


def unzipped(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read("word/document.xml")


def _languages(element: pikepdf.Object) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    waiting = [element]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem":
            found.setdefault(str(each.S), set()).add(str(each.get("/Lang", "")))
            waiting += list(each.get("/K", []))
    return {tag: langs for tag, langs in found.items() if tag != "/Document"}


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"A6 options low label": "Molto", "A6 options high label": "Molto "}, "the option 'low' has the same words."),
        ({"A6 options low label": "   "}, "the translation has nothing in it that can be seen."),
        ({"A6 options low label": "☒ Molto"}, "the translation holds a sign of a box to tick."),
    ],
)
def test_what_no_label_may_be_is_told_of_a_translation(tiny_folder: Folder, said: dict[str, str], what: str) -> None:
    path = po(tiny_folder, said)

    assert any(what in told for told in refused(path, tiny_folder))
    with pytest.raises(TranslationError, match=re.escape(what)):
        translation.toolkit(tiny_folder.path, "it", [path])


@pytest.mark.parametrize(
    ("text", "told"),
    [("Da vedere:\\n1. uno\\n2. due", 0), ("1) uno\\n2) due", 0), ("1. uno", 1), ("1. uno\\n2. due\\n3. tre", 1)],
)
def test_a_numbered_list_stays_one_in_a_translation(tiny_folder: Folder, text: str, told: int) -> None:
    tiny_folder.change("beta.yaml", "text: To be seen.", 'text: "To be seen:\\n1. one\\n2. two"')
    path = po(tiny_folder, {"B3 text": text})

    said = refused(path, tiny_folder) if told else translate.check(path, tiny_folder.path).problems

    assert [str(each).split(": ", 1)[1] for each in said] == [
        "B3 text: the numbered list has another number of entries. "
        "Give each entry a line that begins with its number: 1., 2. and so on."
    ] * told


@pytest.mark.parametrize(
    ("said", "place", "other"),
    [
        ({"option_yes": "Tak", "option_no": "tak"}, "words option_no", "option_yes"),
        ({"option_in-place": "Planned"}, "words option_in-place", "option_planned"),  # which is not translated
        ({"stance_agree": "Tak", "stance_partly": "Tak"}, "words stance_partly", "stance_agree"),
    ],
)
def test_two_answers_that_every_question_offers_may_not_read_alike(
    tiny_folder: Folder, said: dict[str, str], place: str, other: str
) -> None:
    path, _ = translate.export(tiny_folder.path, "pl", tiny_folder.path.parent / "pl.po")
    filled(path, {f"words {key}": text for key, text in {**said, "pros": "Za"}.items()})

    (told,) = refused(path, tiny_folder)

    assert told.split(": ", 1)[1] == f"{place}: the word {other!r} has the same words. Give each its own."
    with pytest.raises(TranslationError, match=re.escape(place)):
        translation.toolkit(tiny_folder.path, "pl", [path])
    left = translation.as_far_as_fit(content.load(tiny_folder.path), translation.load(path))
    assert left.words == {"pros": "Za"}  # neither stands for both


SLIPS = {
    "words page_of": ["Pagina {page di {pages}", "{} di {pages}", "{pagina} di {pages}", "{page} {page} {pages}"],
    "words when_answer": ["Se {codice} è {answer}."],
    "A1 text": ["Parole. [[A2]] [[A99]]\\n\\n- uno\\n- due", "Parole. [[A2]] [[B]]\\n\\n- uno"],
    "A6 options low label": ["High level"],
}


@pytest.mark.parametrize(("place", "text"), [(place, text) for place, slips in SLIPS.items() for text in slips])
def test_a_translation_that_is_wrong_is_used_nowhere(tiny_folder: Folder, place: str, text: str) -> None:
    path = po(tiny_folder, {place: text})
    said = refused(path, tiny_folder)
    under, target = path.parent, path.parent / "x.docx"
    answers = Folder(under).write("a.yaml", "toolkit: tiny\nrespondent: {organisation: North}\nanswers: {A2: yes}\n")
    roster = Folder(under).write("people.csv", "organisation,language\nNorth,it\nSouth,it\n")
    told = reportfiles.ReportOptions(
        answers, folders=(tiny_folder.path,), translations=(path,), lang="it", output=target
    )
    people = batchplan.BatchOptions(roster, "docx", under / "copies", tiny_folder.path, translations=(path,))

    assert all(re.match(r"it\.po:[0-9]+: ", each) for each in said)
    assert problems(lambda: build.build(BuildOptions(tiny_folder.path, translation=path, output=target)), under) == said
    assert problems(lambda: report.report(told), under) == said
    assert problems(lambda: compare.compare(answers, told), under) == said
    assert problems(lambda: batch.batch(people), under) == said
    assert problems(lambda: Toolkits((tiny_folder.path,), (path,)), under) == said
    assert not target.exists() and not (under / "copies").exists()


def test_a_translation_beside_the_toolkit_that_is_wrong_is_told_and_returns_are_read(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"words page_of": "{pagina} di {pages}", "A title": "Un kit"})
    path = beside(tiny_folder, path)

    (told,) = problems(lambda: check.check([tiny_folder.path]), path.parent)

    assert re.match(
        r"it\.po:[0-9]+: words page_of: the translation holds \{…\} that the program does not fill in", told
    )
    printed = Toolkits((tiny_folder.path,)).toolkit("tiny", "it")
    assert (printed.lang, printed.kits[0].title) == ("it", "Un kit")
    assert "page_of" not in (printed.words or {})


def test_a_translation_beside_the_toolkit_that_is_not_named_by_its_language_is_told(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A title": "Alfa"})
    named = Folder(tiny_folder.path).write("translations/italian.po", path.read_text(encoding="utf-8"))
    tiny_folder.write(
        "translations/polish.po", path.read_text(encoding="utf-8").replace("Language: it", "Language: pl")
    )
    options = BuildOptions(tiny_folder.path, "it", output=path.parent / "x.docx")
    told, warned = list[str](), list[Problem]()

    build.build(options, warn=told.append)
    check.check([tiny_folder.path], warned.append)

    assert told[0].startswith("it: none of the ")
    assert told[1:] == [f"{named} is in 'it', and found only by the name it.po: name it so."]
    assert [problem.what for problem in warned] == [
        f"Nothing uses this file: the translation into {lang!r} is looked for as {lang}.po." for lang in ("it", "pl")
    ]
    assert translate.check(named, None).warnings == tuple(warned[:1])
    with pytest.raises(TranslationError, match=r"polish\.po is in 'pl', and found only by the name pl\.po: name it so"):
        build.build(replace(options, lang="pl"))
    unnoted = list[str]()
    build.build(replace(options, translation=named, force=True), warn=unnoted.append)
    assert not any("italian.po" in sentence for sentence in unnoted)


def test_a_translation_is_not_taken_for_one_into_the_language_of_its_name_alone(tiny_folder: Folder) -> None:
    path = beside(tiny_folder, po(tiny_folder, {"A title": "Alfa"}))
    said = path.read_text(encoding="utf-8")
    path.with_name("de.po").write_text(said, encoding="utf-8")
    path.write_text(said.replace("Language: it", "Language: it_CH"), encoding="utf-8")

    assert translation.toolkit(tiny_folder.path, "it").lang == "it-CH"
    assert problems(lambda: translation.toolkit(tiny_folder.path, "de"), path.parent) == [
        "de.po: This is not a translation into 'de'. It says 'it'. "
        "Correct its line Language, or name it after its language."
    ]


def test_a_toolkit_with_a_new_name_keeps_the_translations_beside_it(tiny_folder: Folder) -> None:
    path = po(tiny_folder, {"A title": "Alfa"})
    beside(tiny_folder, path)
    tiny_folder.change("toolkit.yaml", "toolkit: tiny", "toolkit: ours")

    made, state = translate.export(tiny_folder.path, "it", path)

    assert check.check([tiny_folder.path])
    assert translation.load(made).said["A title"].text == "Alfa"
    assert state.problems == ()
