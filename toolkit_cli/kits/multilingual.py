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
    """Return a function that returns the fields of the toolkit in a folder, once for each language, its own first.

    The languages are loaded only when the function is called: that takes time, and few answers need them.
    """
    return partial(_languages, folder, tuple(translations), templates)


@lru_cache(maxsize=8)
def _languages(folder: Path, translations: tuple[Path, ...], templates: Path | None) -> list[dict[str, Field]]:
    found = [fields.known(content.load(folder), templates)]
    for lang in translation.languages(folder, translations, templates):
        with suppress(TranslationError):  # which is told where workbooks are made of it
            found.append(fields.known(translation.toolkit(folder, lang, translations, templates), templates))
    return found


def others(languages: Languages, code: str) -> Iterator[Field]:
    """Yield the field with a code in each language; the languages are loaded when the first one is asked for."""
    for each in languages():
        if code in each:
            yield each[code]
