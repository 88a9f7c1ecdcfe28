"""The toolkits whose returns can be read, in every language in which they are here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

from toolkit_cli import filetypes
from toolkit_cli.building import build
from toolkit_cli.errors import Problem, ReturnError, TemplateError, ToolkitError, TranslationError, nearest, quoted
from toolkit_cli.files import installed, templatefolder, textfile
from toolkit_cli.kits import content, fields, multilingual, selection, translation, translationfolder, words
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.multilingual import Languages
from toolkit_cli.kits.translation import Translation
from toolkit_cli.layout import theme
from toolkit_cli.returned import Returned, refusal
from toolkit_cli.returns import wordings
from toolkit_cli.returns.design import SHIPPED, Design
from toolkit_cli.returns.printed import squeezed


class Toolkits:
    """The toolkits whose returns can be read, by name: the shipped ones and those in the user's folders.

    `passwords` is a file with the passwords of PDFs, one on each line; `design` is what the workbooks were made with.
    Raises `ToolkitError` where the passwords cannot be read, `TranslationError` for what is wrong in `translations`,
    and `TemplateError` where the design's folder holds no templates.
    """

    def __init__(
        self,
        folders: Sequence[Path] = (),
        translations: Sequence[Path] = (),
        passwords: Path | None = None,
        design: Design = SHIPPED,
    ) -> None:
        templatefolder.check(design.templates)
        self.design = design
        self.folders = (*installed.toolkits(), *folders)
        self.translations = tuple(translations)
        for path in self.translations:
            self._check(_opened(path))
        self.passwords = _passwords(passwords) if passwords else ()

    def check(self) -> None:
        """Raise `ToolkitError` for what is wrong in the user's toolkits, in the theme, or in the templates."""
        for folder in self.folders[len(installed.toolkits()) :]:
            _loaded(folder)
        if self.design.theme:
            theme.load(self.design.theme, templates=self.design.templates)
        if self.design.templates:
            self._check_templates(self.design.templates)

    def _check_templates(self, templates: Path) -> None:
        """Raise `TemplateError` for what is wrong in templates; they may be made for one of the toolkits alone."""
        words.spoken(templates)
        wrong: list[TemplateError] = []
        for folder in reversed(self.folders):
            try:
                for edition in selection.EDITIONS:
                    build.page(_loaded(folder), edition, templates=templates)
                return
            except TemplateError as each:
                wrong.append(each)
        raise wrong[0]

    def toolkit(self, name: str, lang: str = "") -> Toolkit:
        """Return a toolkit by its name, in a language if it is translated; raise `ReturnError` where there is none."""
        for folder in reversed(self.folders):
            if _loaded(folder).toolkit == name:
                return self._of_folder(folder, lang)
        known = list(dict.fromkeys(_loaded(folder).toolkit for folder in self.folders))
        what = f"This belongs to the toolkit {name!r}, which is not here."
        raise refusal(what, f"Give its folder with --toolkit. {nearest(name, known)}".strip())

    def _check(self, translation_: Translation) -> None:
        """Raise `TranslationError` for what is wrong in a translation, or where its toolkit is not here."""
        for folder in reversed(self.folders):
            toolkit = _loaded(folder)
            if translation_.belongs(toolkit, folder):
                translation.applied(toolkit, translation_)
                return
        what = f"This is a translation of the toolkit {quoted(translation_.toolkit)}, which is not here."
        raise TranslationError(Problem(translation_.path, 0, what, "Give its folder with --toolkit."))

    def _of(self, folder: Path) -> tuple[Path, ...]:
        """Return the user's translations of the toolkit in a folder."""
        return tuple(path for path in self.translations if _opened(path).belongs(_loaded(folder), folder))

    def usual(self) -> Toolkit:
        """Return the toolkit that is meant where nothing names one: the user's last, else a shipped one."""
        return _loaded(self.folders[-1])

    def named(self, name: object) -> Toolkit:
        """Return the toolkit that a file of answers names; the usual one where it names none."""
        return self.toolkit(name) if isinstance(name, str) else self.usual()

    def in_language(self, toolkit: Toolkit, lang: str | None) -> Toolkit:
        """Return a toolkit in a language, its own if None; raise `TranslationError` where it is not in that."""
        folder = self._folder(toolkit)
        return translation.toolkit(folder, lang, self._of(folder), self.design.templates) if lang else toolkit

    def languages(self, toolkit: Toolkit) -> Languages:
        """Return its fields in every language in which answers may be worded; those of earlier states come last."""
        folders = [self._folder(toolkit), *self._earlier(toolkit)]
        states = [multilingual.languages(each, self._of(each), self.design.templates) for each in folders]
        return lambda: chain.from_iterable(state() for state in states)

    def in_language_of_questions(self, toolkit: Toolkit, returned: Returned) -> Toolkit:
        """Return a toolkit in the language in which most of the questions are asked; its own where several fit.

        Where a program has put questions apart from their codes, lines of the return tell.
        """
        labels = {(found.code, squeezed(found.label)) for found in returned.found if found.label}
        outside = [loose.text for loose in returned.loose or ()]
        texts = [*outside, *(found.text for found in returned.found)] if outside else []
        lines = {squeezed(line) for text in texts for line in text.split("\n")}

        def fits(each: Toolkit) -> tuple[int, int]:
            asked = self._asked(each)
            return len(labels & asked), len(lines & {label for _, label in asked})

        best, most = toolkit, fits(toolkit)
        folder = self._folder(toolkit)
        given, templates = self._of(folder), self.design.templates
        all_fit = most[0] == len(labels) and (labels or not lines)
        for lang in () if all_fit else translation.languages(folder, given, templates):
            other = self.toolkit(toolkit.toolkit, lang)
            found = fits(other)
            if found > most:
                best, most = other, found
        return best

    def as_printed(self, toolkit: Toolkit, returned: Returned) -> Toolkit:
        """Return a toolkit in the wordings that a return prints; they may be of another state of its translation."""
        folder, paths = self._folder(toolkit), self._into_its_language(toolkit)
        if not paths:
            return toolkit
        told = wordings.printed(_loaded(folder), [_opened(path) for path in paths], returned)
        return _reworded(folder, paths, tuple(told.items())) if told else toolkit

    def states(self, toolkit: Toolkit) -> tuple[Toolkit, ...]:
        """Return a toolkit as each of the translations into its language has it, and as it is without any of them."""
        paths = self._into_its_language(toolkit)
        return _states(self._folder(toolkit), toolkit.lang, paths) if paths else ()

    def earlier(self, toolkit: Toolkit) -> tuple[Toolkit, ...]:
        """Return a toolkit as the folders before the one that counts have it, in its language.

        Who has changed a sentence since workbooks went out gives the earlier folder, too.
        """
        return tuple(self._of_folder(folder, toolkit.lang) for folder in self._earlier(toolkit))

    def _earlier(self, toolkit: Toolkit) -> list[Path]:
        """Return the folders of a toolkit before the one that counts, the last one first."""
        own, name = self._folder(toolkit), toolkit.toolkit
        return [folder for folder in reversed(self.folders) if folder != own and _loaded(folder).toolkit == name]

    def _of_folder(self, folder: Path, lang: str) -> Toolkit:
        own = _loaded(folder)
        return own if lang in ("", own.lang) else _translated(folder, lang, self._of(folder), self.design.templates)

    def _into_its_language(self, toolkit: Toolkit) -> tuple[Path, ...]:
        """Return the translations into a toolkit's language, the one that counts most first; none into its own."""
        folder = self._folder(toolkit)
        if toolkit.lang == _loaded(folder).lang:
            return ()
        given = [path for path in reversed(self._of(folder)) if _opened(path).lang == toolkit.lang]
        beside = folder / translationfolder.FOLDER / f"{toolkit.lang}.po"
        return (*given, *([beside] if beside.is_file() else []))

    def _folder(self, toolkit: Toolkit) -> Path:
        return next(folder for folder in reversed(self.folders) if _loaded(folder).toolkit == toolkit.toolkit)

    def _asked(self, toolkit: Toolkit) -> set[tuple[str, str]]:
        """Return every field's code with what is asked, as it may be printed."""
        known = fields.known(toolkit, self.design.templates).values()
        return {(field.code, squeezed(label)) for field in known for label in (field.label, field.name)}


@lru_cache(maxsize=8)
def _opened(path: Path) -> Translation:
    return translation.load(path)


@lru_cache(maxsize=8)
def _loaded(folder: Path) -> Toolkit:
    return content.load(folder)


@lru_cache(maxsize=64)
def _translated(folder: Path, lang: str, translations: tuple[Path, ...], templates: Path | None) -> Toolkit:
    try:
        return translation.toolkit(folder, lang, translations, templates)
    except TranslationError:
        path = folder / translationfolder.FOLDER / f"{lang}.po"
    try:
        return translation.as_far_as_fit(_loaded(folder), translation.load(path))
    except (TranslationError, ValueError):  # a workbook in a language that is not here is read by its codes
        return _loaded(folder)


@lru_cache(maxsize=64)
def _reworded(folder: Path, translations: tuple[Path, ...], told: tuple[tuple[str, str], ...]) -> Toolkit:
    return wordings.reworded(_loaded(folder), [_opened(path) for path in translations], dict(told))


@lru_cache(maxsize=64)
def _states(folder: Path, lang: str, translations: tuple[Path, ...]) -> tuple[Toolkit, ...]:
    known = (*map(_opened, translations), Translation("", lang, {}, {}))
    return tuple(translation.as_far_as_fit(_loaded(folder), each) for each in known)


def _passwords(path: Path) -> tuple[str, ...]:
    try:
        lines = filetypes.load(path).decode("utf-8-sig").splitlines()
    except ReturnError as wrong:  # and is no return
        raise ToolkitError(wrong.problems) from None
    except UnicodeDecodeError:
        what = "The passwords are not in UTF-8."
        raise ToolkitError(Problem(str(path), 0, what, textfile.AS_UTF8)) from None
    return tuple(line for line in lines if line)
