"""Warnings of what readers of a workbook or report may miss: words in another language, characters without a font."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from toolkit_cli.errors import quoted, typed
from toolkit_cli.kits import texts, translation, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import chart
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.layout.theme import Theme


def untranslated(toolkit: Toolkit, templates: Path | None = None, folder: Path | None = None) -> Iterator[str]:
    """Yield sentences on how much of the content and of the workbook's own words is not in the toolkit's language.

    Where nothing of the content is, also on files in `folder` that are a translation into it and have another name;
    where words are missing, on a words.yaml there: it is looked for in the folder of the templates.
    """
    all_texts = [text for _, text in texts.all_of(toolkit)]
    left = sum(text in toolkit.untranslated for text in all_texts)
    if left:
        yield _untranslated(toolkit.lang, left, len(all_texts), f"the {len(all_texts)} texts", toolkit.original)
    own = len(words.of(toolkit, templates))
    foreign = words.foreign(toolkit, templates)
    for lang, count in foreign.items():
        yield _untranslated(toolkit.lang, count, own, f"the workbook's own {own} words and phrases", lang)
    if foreign and folder and not templates and (beside := folder / "words.yaml").is_file():
        yield f"{beside}: These words are used with --templates {typed(folder)}."
    if folder and left == len(all_texts):
        yield from translation.misnamed(folder, toolkit.lang)


def _untranslated(lang: str, count: int, total: int, of: str, printed_in: str) -> str:
    if count == total:
        return f"{lang}: none of {of} is translated: they are printed in {printed_in!r}."
    return f"{lang}: {count} of {of} {'is' if count == 1 else 'are'} not translated, and printed in {printed_in!r}."


def unused(translations: Iterable[Path], langs: Collection[str], answers: bool = False) -> Iterator[str]:
    """Yield a sentence for each translation that no copy of a batch is in the language of; `langs` are the copies'.

    With `answers` that are filled in it may still be of use: their labels may be in its language.
    """
    use = "is only used to understand answers files" if answers else "is not used"
    for path in translations:
        if (lang := translation.load(path).lang) not in langs:
            yield f"{path}: No copy is in {quoted(lang)}, and this translation {use}."


def absent(in_formats: Collection[str], page: Page, fill: Fill, theme: Theme) -> list[str]:
    """Return a sentence for each character that no font has, if a format draws letters, as PDFs and charts do."""
    if not _letters_are_drawn(in_formats, [page]):
        return []
    from toolkit_cli.pdf import glyphs  # loads what only a PDF needs

    return glyphs.absent(page, fill, theme, "pdf" not in in_formats)


def absent_in_copies(
    in_format: str, pages: Sequence[Page], copies: Sequence[tuple[str, int, Fill]], theme: Theme
) -> list[str]:
    """Return the same for a batch; a copy is its file's name, the index of its page, and what is filled in."""
    if not _letters_are_drawn((in_format,), pages):
        return []
    from toolkit_cli.pdf import glyphs

    return glyphs.absent_in_copies(pages, copies, theme, in_format != "pdf")


def _letters_are_drawn(in_formats: Collection[str], pages: Sequence[Page]) -> bool:
    return "pdf" in in_formats or ("docx" in in_formats and any(chart.lettered(page.charts.values()) for page in pages))
