"""A toolkit's fields in every language in which it is here: answers may be worded in another than the workbook's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path

from toolkit_cli.errors import TranslationError
from toolkit_cli.kits import content, fields, translation
from toolkit_cli.kits.fields import Field

Languages = Callable[[], Iterable[Mapping[str, Field]]]  # fields by code, once for each language


def languages(folder: Path, translations: Sequence[Path] = (), templates: Path | None = None) -> Languages:
    """Return a function that returns the fields of the toolkit in a folder in each language, its own first.

    They are looked up when the function is called, for that takes time and most answers need none of them.
    """
    return partial(_languages, folder, tuple(translations), templates)


@lru_cache(maxsize=8)
def _languages(folder: Path, translations: tuple[Path, ...], templates: Path | None) -> list[dict[str, Field]]:
    return list(_each(folder, translations, templates))


def _each(folder: Path, translations: tuple[Path, ...], templates: Path | None) -> Iterator[dict[str, Field]]:
    yield fields.known(content.load(folder), templates)
    for lang in translation.languages(folder, translations, templates):
        with suppress(TranslationError):  # which is told where workbooks are made of it
            yield fields.known(translation.toolkit(folder, lang, translations, templates), templates)


def others(languages: Languages, code: str) -> Iterator[Field]:
    """Yield the field with a code in each language; nothing is looked up before somebody asks for the first."""
    for each in languages():
        if code in each:
            yield each[code]
