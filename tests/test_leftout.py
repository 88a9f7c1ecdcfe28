"""What a workbook leaves out is named in sentences that read well, in every language, now and as it was before."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.files import installed
from toolkit_cli.kits import translation, words
from toolkit_cli.kits.selection import Selection
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY
from toolkit_cli.layout.languagemarks import marked
from toolkit_cli.layout.leftout import LeftOut
from toolkit_cli.returns import reading
from toolkit_cli.returns.printed import squeezed
from toolkit_cli.returns.toolkits import Toolkits

WORDS = "{name} (not here)"
BEFORE = {
    "See X.": "See Part (not here).",
    "Read “X” first.": "Read “Part” (not here) first.",
    "Lisez « X »\u00a0: oui": "Lisez « Part » (not here)\u00a0: oui",
    "Lesen Sie „X“!": "Lesen Sie „Part“ (not here)!",
    "Tell us (X), and go on.": "Tell us (Part\u00a0– not here), and go on.",
    "(see X and “X”)": "(see Part\u00a0– not here – and “Part”\u00a0– not here)",
    "(a b) X, X’s end": "(a b) Part (not here), Part (not here)’s end",
}


def printed(text: str, words: str = WORDS) -> str:
    left_out, made = LeftOut(words), ""
    while "X" in text:
        before, _, text = text.partition("X")
        said, passed = left_out.named(Markup("Part"), made + before, text)
        made, text = made + before + said, text[passed:]
    return made + text


@pytest.mark.parametrize("text", BEFORE)
def test_a_remark_stands_behind_the_quotation_mark_and_in_no_second_brackets(text: str) -> None:
    assert printed(text.replace("« X »", "«\u00a0X\u00a0»")).replace("«\u00a0Part\u00a0»", "« Part »") == BEFORE[text]


@pytest.mark.parametrize("text", BEFORE)
def test_how_workbooks_had_it_before_is_known(text: str) -> None:
    now, earlier = squeezed(printed(text)), squeezed(text.replace("X", "Part (not here)"))

    assert LeftOut(WORDS).earlier(now) == earlier


def test_words_of_ones_own_that_are_made_otherwise_stay_as_they_are() -> None:
    words = "{name} [left out]"

    assert printed("(“X”)", words) == "(“Part [left out]”)"
    assert LeftOut(words).earlier("(“Part[leftout]”–so)") == "(“Part[leftout]”–so)"


def test_a_remark_in_another_language_keeps_its_mark() -> None:
    assert printed("“X”", marked(WORDS, "en")) == "“Part”" + marked(" (not here)", "en")
    assert "not here" in printed("(X)", marked(WORDS, "en")) and " (not here)" not in printed(
        "(X)", marked(WORDS, "en")
    )


@pytest.mark.parametrize("lang", sorted(words.languages()))
def test_the_words_of_every_language_are_made_so(lang: str) -> None:
    assert "–" in printed("(X)", words.load(lang)["left_out"])


@pytest.mark.parametrize("lang", ["en", "it"])
@pytest.mark.parametrize("earlier", [False, True])
def test_the_remark_is_read_as_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, earlier: bool) -> None:
    toolkit = translation.toolkit(installed.default_toolkit(), lang, ())
    with monkeypatch.context() as patched:
        if earlier:
            patched.setattr(LeftOut, "named", lambda self, name, *_: (Markup(self.words).format(name=name), 0))
        page = build.page(Selection(only=("W", "S")).of(toolkit), "participant")
    path = tmp_path / "a.docx"
    path.write_bytes(formats.write("docx", page, theme.load(), EMPTY))

    assert reading.read(path, Toolkits()).receipt.notes == ()
