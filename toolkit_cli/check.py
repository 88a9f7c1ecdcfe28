"""Checks what people write: toolkits, templates, themes, answers, decisions; finds all problems in one run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from toolkit_cli.building import build, manifest
from toolkit_cli.errors import ManifestError, Problem, ToolkitError
from toolkit_cli.files import installed, templatefolder, yamlfile
from toolkit_cli.files.search import RETURNS, expanded
from toolkit_cli.kits import content, contentwarnings, fields, multilingual, selection, translate, translation, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.langcodes import UNSUPPORTED, runs_leftwards, usual
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.multilingual import Languages
from toolkit_cli.kits.translationfolder import beside
from toolkit_cli.kits.validation import tidied
from toolkit_cli.layout import contrast, render, theme
from toolkit_cli.layout.fill import EMPTY
from toolkit_cli.reports import trial
from toolkit_cli.responses import decisions, doubts, readanswers
from toolkit_cli.running.callbacks import say_nothing

WORKBOOKS = {*RETURNS} - {".yaml", ".yml", ".json"}


def check(paths: Sequence[Path], warn: Callable[[Problem], None] = say_nothing) -> dict[Path, int]:
    """Check paths and globs, each for what it is, or the shipped toolkit; return the number of warnings of each path.

    A folder with a toolkit.yaml is a toolkit, other folders hold templates or answers files; a file is a theme, an
    answers file, a file of a toolkit, decisions, or a translation. `warn` is called with what can be used and is not
    good, such as colours that few can read. Raise `ToolkitError` with all problems of all paths.
    """
    found, skipped = expanded(paths)
    for problem in skipped:
        warn(problem)
    wanted = list(found) if paths else [installed.default_toolkit()]
    own = {_name(path): path for path in wanted if (path / installed.TOOLKIT).is_file()}
    word_folders = [path for path in wanted if (path / "words.yaml").is_file()]
    warned = dict.fromkeys(wanted, 0)

    def counted(path: Path, problem: Problem) -> None:
        warned[path] += 1
        warn(problem)

    _all([partial(Checker(own, word_folders, partial(counted, path)).check, path) for path in wanted])
    return warned


@dataclass(frozen=True)
class Checker:
    """Checks a path, given the other paths.

    `toolkits` are the folders of toolkits among them, by name; `word_folders` are folders of templates that hold words.
    `warn` is called with what can be used and is not good.
    """

    toolkits: Mapping[str, Path]
    word_folders: Sequence[Path]
    warn: Callable[[Problem], None]

    @property
    def given(self) -> Path | None:
        """The first toolkit that is given."""
        return next(iter(self.toolkits.values()), None)

    @property
    def toolkit(self) -> Path:
        """The toolkit on which templates and themes are tried: the first that is given, or the shipped one."""
        return self.given or installed.default_toolkit()

    @property
    def templates(self) -> Path | None:
        """The templates whose words stand in the workbooks: the first that are given."""
        return next(iter(self.word_folders), None)

    def check(self, path: Path) -> None:
        """Check a path for what it is; raise `ToolkitError` with every problem of it."""
        if path.is_dir():
            self._folder(path)
        elif path.is_file() and (path.suffix == ".html" or path.name == "words.yaml"):
            self._templates(path.parent.parent if path.parent.name == "parts" else path.parent)
        elif path in templatefolder.words_files(path.parent.parent):
            raise ToolkitError(templatefolder.told(path))
        elif path.suffix == ".po":
            for problem in translate.check(path, translate.home(path) or self.given).warnings:
                self.warn(problem)
        elif path.is_file() and path.suffix.lower() in (".csv", ".xlsx"):
            raise ToolkitError(_table(path))
        else:
            self._document(path)

    def _folder(self, path: Path) -> None:
        """Check a folder: a toolkit, templates, or both; or answers files."""
        if _holds_returns(path):
            fix = "To look for personal data in them, add --privacy."
            raise ToolkitError(Problem(str(path), 0, "This folder holds returns, not a toolkit or templates.", fix))
        templates = [partial(self._templates, path)] if self._is_of_templates(path) else []
        if (path / installed.TOOLKIT).is_file():
            _all([partial(self._toolkit, path), *templates])
        elif not templates and (answered := _answers_in(path)):
            _all([partial(self.check, each) for each in answered])
        elif not templates and (named := templatefolder.misnamed(path)):
            raise ToolkitError(map(templatefolder.told, named))
        else:
            _all(templates or [partial(self._toolkit, path)])

    @staticmethod
    def _is_of_templates(folder: Path) -> bool:
        """Say whether a folder holds templates, words or a theme; other HTML beside a toolkit may be its reports."""
        own = any((folder / name).exists() for name in (*templatefolder.OWN, *templatefolder.templates(), "parts"))
        alone = not (folder / installed.TOOLKIT).is_file()
        return own or (alone and any(folder.glob("*.html"))) or bool(templatefolder.words_files(folder))

    def _document(self, path: Path) -> None:
        """Check a file in YAML or JSON as what its keys tell that it is."""
        document = yamlfile.opened(path, ToolkitError, "To look for personal data in a return, add --privacy.")
        data = document.data
        if data is None and document.mistakes:
            raise ToolkitError(document.mistakes)
        if data is None:
            empty = document.problem((), "The file is empty.", "Write something into it, or delete it.")
            if not path.stem.casefold().endswith("theme"):
                raise ToolkitError(empty)
            self.warn(empty)  # a theme that changes nothing: workbooks are made with it
            return
        keys = set(data) if isinstance(data, dict) else set()
        if "decisions" in keys:
            decisions.load(path, *self._asked(data.get("toolkit")))
        elif _is_answers(keys) or ("toolkit" in keys and "kits" not in keys):
            toolkit, known, languages = self._asked(data.get("toolkit"))
            given = readanswers.of(document, toolkit, known, languages)
            for problem in doubts.of(path, given, known):
                self.warn(problem)
        elif content.is_part(data):
            self._part(document, path)
        elif isinstance(data, list) or "roster" in keys:
            raise ToolkitError(_table(path))
        elif _is_theme(keys):
            self._theme(path, theme.load(path), content.load(self.toolkit))
        elif document.mistakes:
            raise ToolkitError(document.mistakes)
        else:
            fix = "This command checks toolkits, templates, words.yaml, themes, answers, decisions and translations."
            raise ToolkitError(Problem(str(path), 0, "This kind of file is not checked.", fix))

    def _part(self, document: yamlfile.Document, path: Path) -> None:
        """Check the whole toolkit of a file that is its toolkit.yaml, or holds one of its kits."""
        head = path.with_name(installed.TOOLKIT)
        if "code" not in document.data and path.name != head.name:
            what = "This looks like the main file of a toolkit, but has another name."
            raise ToolkitError(document.problem((), what, f"Name it {head.name} if it is that file."))
        if not head.is_file():
            what = f"This looks like a kit of a toolkit, but there is no {head.name} beside it."
            raise ToolkitError(document.problem((), what, "Put it into the folder of its toolkit."))
        toolkit = content.load(path.parent)
        if "code" in document.data and tidied(document).data["code"] not in [*toolkit.titles]:  # it may be anything
            what = "The toolkit.yaml beside it does not name this file."
            raise ToolkitError(document.problem((), what, "Add it to 'kits'."))
        self._toolkit(path.parent)

    def _toolkit(self, folder: Path) -> None:
        """Check a toolkit's content, and the translations beside it."""
        toolkit = content.load(folder)
        for problem in contentwarnings.warnings(folder):
            self.warn(problem)
        left = min(words.foreign(toolkit, templates).total() for templates in (*self.word_folders, None))
        if left:
            some = "" if left == len(words.of(toolkit)) else f"{left} of "
            head = yamlfile.read(folder / installed.TOOLKIT, ToolkitError)
            what = f"There are no words in {toolkit.lang!r} for {some}the workbook's own words."
            self.warn(head.problem(("lang",), what, _speaking(toolkit.lang)))

        def translated(path: Path) -> None:
            state = translate.checked(toolkit, translation.load(path))
            for problem in state.warnings:
                self.warn(problem)
            if state.problems:
                raise ToolkitError(state.problems)

        def translations() -> None:
            _all([partial(translated, path) for path in beside(folder)])

        _all([partial(_pages, toolkit), translations])

    def _theme(self, path: Path, checked: theme.Theme, toolkit: Toolkit) -> None:
        """Warn of colours that few can read, and of characters of a toolkit's workbook that no font has."""
        document = yamlfile.read(path, ToolkitError)
        for pair in contrast.weak(checked):
            self.warn(document.problem(pair.place, f"{pair}.", pair.fix))
        from toolkit_cli.pdf import glyphs  # it loads what only PDFs need

        for sentence in glyphs.absent(build.page(toolkit, "facilitator"), EMPTY, checked):
            self.warn(Problem(str(path), 0, sentence))

    def _templates(self, folder: Path) -> None:
        """Check the templates, words and theme of a folder, with a toolkit that is given, or the shipped one."""
        if templatefolder.words_files(folder):  # words that nothing uses are no words: what builds says so, too
            templatefolder.check(folder)
        toolkit = content.load(self.toolkit)
        _all([lambda: theme.load(templates=folder), lambda: _pages(toolkit, folder)])
        _all(list(trial.renderings(toolkit, folder)))
        met: set[str] = set()
        for problem in map(templatefolder.told, templatefolder.idle(folder, below=True)):
            self.warn(replace(problem, fix="") if problem.fix in met else problem)  # the names that are used: once
            met.add(problem.fix)
        if (folder / "theme.yaml").is_file():
            self._theme(folder / "theme.yaml", theme.load(templates=folder), toolkit)

    def _asked(self, name: object) -> tuple[Toolkit, Mapping[str, Field], Languages]:
        """Return the toolkit, given or shipped, that answers or decisions name, with its fields and languages.

        Where they name none that is known, it is the one on which all is tried.
        """
        known = {_name(folder): folder for folder in installed.toolkits()} | {**self.toolkits}
        folder = known.get(str(name), self.toolkit)
        toolkit = content.load(folder)
        languages = multilingual.languages(folder, templates=self.templates)
        return toolkit, fields.known(toolkit, self.templates), languages


def _holds_returns(folder: Path) -> bool:
    names = {path.name for path in folder.iterdir()}
    ours = {installed.TOOLKIT, "parts", *templatefolder.OWN, *templatefolder.templates()}
    return names.isdisjoint(ours) and any(Path(name).suffix.lower() in WORKBOOKS for name in names)


def _answers_in(folder: Path) -> list[Path]:
    """Return the files to check in a folder that holds answers and is not a toolkit; none for any other folder."""
    if (folder / installed.TOOLKIT).exists():
        return []
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in {*RETURNS} - WORKBOOKS)
    return found if any(_is_answers(_keys(path)) for path in found) else []


def _keys(path: Path) -> set[object]:
    try:
        data = yamlfile.read(path, ToolkitError).data
    except ToolkitError:
        return set()
    return set(data) if isinstance(data, dict) else set()


def _is_answers(keys: Collection[object]) -> bool:
    return not readanswers.HOLD.isdisjoint(keys) and "kits" not in keys


def _is_theme(keys: Collection[str]) -> bool:
    return any(get_close_matches(str(key), theme.Theme.__struct_fields__, 1) for key in keys)


def _table(path: Path) -> Problem:
    """Return a problem that says what a file of rows is, a roster or a manifest: these are not checked here."""
    try:
        manifest.load(path)
    except ManifestError:
        fix = "If it is a roster, `toolkit batch` says all that is wrong in it before it makes anything."
        return Problem(str(path), 0, "This is a list or a table, which is not checked here.", fix)
    fix = "Give it to `toolkit merge` with --manifest."
    return Problem(str(path), 0, "This is the manifest of a batch, in which there is nothing to check.", fix)


def _speaking(lang: str) -> str:
    """Return what to do about a language without words."""
    if (likely := usual(lang)) != lang:
        return f"Did you mean {likely!r}?"
    if runs_leftwards(lang):
        return UNSUPPORTED
    return "Put them into a file words.yaml in a folder for --templates; until then, they are printed in English."


def _pages(toolkit: Toolkit, templates: Path | None = None) -> None:
    def page(edition: str) -> None:
        render.workbook(selection.for_edition(toolkit, edition), edition, templates)

    _all([partial(page, edition) for edition in selection.EDITIONS])


def _all(checks: Sequence[Callable[[], object]]) -> None:
    """Run all checks, whatever they find, and raise all problems together."""
    problems: list[Problem] = []
    for run in checks:
        try:
            run()
        except ToolkitError as wrong:
            problems += wrong.problems
    if problems:
        raise ToolkitError(problems)


def _name(folder: Path) -> str:
    try:
        data = yamlfile.read(folder / installed.TOOLKIT, ToolkitError).data
    except ToolkitError:
        return folder.name
    return str(data.get("toolkit")) if isinstance(data, dict) else folder.name
