"""Plans a batch: which copy is made of each row of a roster, and all that is wrong, before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from toolkit_cli import formats
from toolkit_cli.building import build, readerwarnings
from toolkit_cli.building.answersfolder import AnswersFolder
from toolkit_cli.building.roster import FORMULA_ERRORS, KNOWN_COLUMNS, Row
from toolkit_cli.building.spreadsheet import UNCALCULATED
from toolkit_cli.errors import Problem, RosterError, ToolkitError, likely_meant, nearest, quoted
from toolkit_cli.files import filenames, installed
from toolkit_cli.kits import content, fields, multilingual, translation, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import RESPONDENT_LINES, Toolkit
from toolkit_cli.kits.selection import WHOLE, Selection
from toolkit_cli.kits.words import Words
from toolkit_cli.layout.fill import Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.responses import doubts, equality, filling, givenanswer, readanswers
from toolkit_cli.responses.response import Response

AS_COLUMN = "column '{}'"  # how messages call a list of a selection
LONGEST_PASSWORD = 127  # bytes in UTF-8 (ISO 32000-2, 7.6.4.3.3)


@dataclass(frozen=True)
class BatchOptions:
    """What is asked of a batch; `answers` is a folder with an answers file for some of the copies, by their names."""

    roster: Path
    format: str
    output: Path
    toolkit: Path | None = None
    edition: str = "participant"
    lang: str | None = None
    translations: tuple[Path, ...] = ()
    answers: Path | None = None
    encoding: str | None = None
    password_column: str | None = None
    paper: str | None = None
    theme: Path | None = None
    templates: Path | None = None
    jobs: int | None = None

    @property
    def secret(self) -> str:
        """The column with the passwords as rows call it; "" where there is none."""
        return (self.password_column or "").casefold()


@dataclass(frozen=True)
class Variant:
    """What copies share: a language ("" for the toolkit's own) and a selection."""

    lang: str
    selection: Selection


@dataclass(frozen=True)
class Copy:
    """One workbook to make; `fill` is what is filled in before it is sent.

    `filled` is the digest of that, by which a copy that comes back as it was made is known. A file that nothing in its
    row names has the row's number as its name; then `content` is a mark of the row's words.
    """

    row: int
    file: str
    variant: Variant
    fill: Fill = field(default_factory=Fill)
    filled: str = ""
    password: str = ""
    content: str = ""


@dataclass(frozen=True)
class SelectedToolkit:
    """A toolkit in a language, whole and as selected, the words for it, and the fields of both."""

    whole: Toolkit
    toolkit: Toolkit
    said: Words
    fields: Mapping[str, Field]
    all_fields: Mapping[str, Field]


class Plan:
    """Turns the rows of a roster into copies and makes the pages that these share; collects `problems` and warnings."""

    def __init__(self, options: BatchOptions) -> None:
        self.options = options
        self.folder = options.toolkit or installed.default_toolkit()
        self.problems: list[Problem] = []
        self._answers_files = AnswersFolder(options.answers)
        self._columns: set[str] = set()  # of the roster, those with something in them
        self._known: set[str] = set()  # columns that mean something
        self._chosen: dict[Variant, SelectedToolkit] = {}
        self._prefilled: list[Response] = []
        self._unknown_answers: list[Problem] = []
        self._outside = 0  # answers that are in no copy

    def copies(self, rows: Sequence[Row]) -> list[Copy]:
        """Return what is to be made; raise `RosterError` with the row of everything that is wrong.

        `rows` may lack some that could not be read: what is wrong with these is in `problems` already.
        """
        whole = not self.problems
        self._columns = {column for row in rows for column in row.values}
        if rows:
            self._check_columns()
        made = [copy for copy in map(self._copy, rows) if copy]
        if whole:
            self.problems += self._answers_files.problems([copy.file for copy in made], len(self.problems))
        for places in filenames.same_names([copy.file for copy in made]):
            numbers = ", ".join(str(made[place].row) for place in places)
            what = f"The rows {numbers} give one file, {made[places[0]].file!r}."
            self._say(made[places[-1]].row, what, "Give each a name of its own in the column 'file'.")
        if self.problems:
            raise RosterError(sorted(set(self.problems)))
        return made

    def _check_columns(self) -> None:
        """Find columns named nearly like known ones, a missing password column, and rosters without known columns."""
        given = self._columns
        lines = {line.name for line in content.load(self.folder).respondent_lines().values()}
        password, known = self.options.secret, {*KNOWN_COLUMNS, *lines}
        if password and password not in given:
            what = f"There is no column {quoted(self.options.password_column or '')}, or nothing in it."
            self._say(0, what, nearest(password, sorted(given)))
        self._known = (known - {*RESPONDENT_LINES}) | lines | {"organisation", password}  # it names a file at least
        others = sorted(known - given)
        strange = sorted(given - known - {password})
        likely = {column: meant for column in strange if (meant := likely_meant(column, others))}
        for column, meant in likely.items():
            what = f"The column {quoted(column)} is not known; {meant!r} is."
            self._say(0, what, "Write that, or give the column another name.")
        if not given & known and not likely:
            what = f"No column is known here: {', '.join(sorted(given))}."
            self._say(0, what, f"The first row names the columns: {', '.join(sorted(known))}.")

    def page(self, variant: Variant) -> Page:
        """Return the page that copies of a variant share; its stamp has no person's copy id yet."""
        return build.page(self._choose(variant).toolkit, self.options.edition, templates=self.options.templates)

    def warnings(self) -> list[str]:
        """Return warnings: of columns and translations that are not used, texts not translated, answers left out."""
        by_lang = {chosen.whole.lang: chosen.whole for chosen in self._chosen.values()}
        templates, folder = self.options.templates, self.folder
        told = chain.from_iterable(readerwarnings.untranslated(each, templates, folder) for each in by_lang.values())
        answers = (*filling.waiting(self._prefilled), *filling.left_out(self._outside))
        unused = readerwarnings.unused(self.options.translations, by_lang, bool(self._prefilled))
        return [*self._passed_over(), *unused, *told, *map(str, self._unknown_answers), *answers]

    def _passed_over(self) -> Iterator[str]:
        """Yield a warning that names the columns that mean nothing, and those that would mean something."""
        if others := sorted(self._columns - self._known):
            named = ", ".join(map(quoted, others))
            names = f"The columns {named} are" if len(others) > 1 else f"The column {named} is"
            fix = f"Known here: {', '.join(sorted(filter(None, self._known)))}."
            yield str(Problem(str(self.options.roster), 0, f"{names} passed over.", fix))

    def _say(self, row: int, what: str, fix: str = "") -> None:
        self.problems.append(Problem(str(self.options.roster), row, what, fix))

    def _copy(self, row: Row) -> Copy | None:
        selection = Selection.parsed(row.get("only"), row.get("skip"), row.get("order"))
        variant = Variant(row.get("language") or self.options.lang or "", selection)
        # Where that is wrong, what else is in the row is looked through all the same.
        chosen = self._chosen_for(row, variant) or self._chosen_for(row, Variant("", WHOLE))
        if chosen is None:
            return None
        named = _name(row)
        name, mark = (named, "") if named else (f"{row.number:04}", self._mark(row))
        self._check_formulas(row)
        given = self._response(row, name, chosen)
        fill = filling.fill([given], chosen.toolkit, chosen.fields, chosen.said)
        # Words in the place of a tick stand above its boxes, and do not come back as an answer.
        put = replace(given, answers={code: said for code, said in given.answers.items() if code in fill.values})
        filled = equality.digest(put)[:12] if put.answers or put.respondent else ""
        return Copy(row.number, f"{name}.{self.options.format}", variant, fill, filled, self._password(row), mark)

    def _chosen_for(self, row: Row, variant: Variant) -> SelectedToolkit | None:
        try:
            return self._choose(variant)
        except ToolkitError as wrong:
            told, here = wrong.problems, str(self.options.roster)
            # What is wrong with a file, such as a translation, is told once, whatever rows ask for it.
            self.problems += (each if each.file else replace(each, file=here, line=row.number) for each in told)
            return None

    def _check_formulas(self, row: Row) -> None:
        """Find cells without a value because a formula failed, or because the file does not hold its result."""
        for told in sorted(self._known & row.values.keys()):
            if row.get(told) in FORMULA_ERRORS:
                what = f"There is {row.get(told)} in the column {told!r}, because a formula went wrong."
                self._say(row.number, what, "Correct the formula, or write the value in its place.")
            if row.get(told) == UNCALCULATED:
                what = f"There is a formula in the column {told!r}, and the file does not hold its result."
                self._say(row.number, what, "Open it in Excel or LibreOffice and save it, or write the value itself.")

    def _password(self, row: Row) -> str:
        """Return a row's password; it is a problem if it is missing though others have one, or too long for a PDF."""
        column = self.options.password_column or ""
        password = row.get(self.options.secret)
        if column and not password and self.options.secret in self._columns:
            self._say(row.number, f"There is no password in the column {column!r}.", "Add it.")
        if len(password.encode()) > LONGEST_PASSWORD:
            what = f"The password in the column {column!r} is longer than a PDF takes."
            self._say(row.number, what, f"Give one of at most {LONGEST_PASSWORD} letters; Greek ones count twice.")
        return password

    def _mark(self, row: Row) -> str:
        """Return a mark (12 hexadecimal digits) of a row's words, without the password: many read the manifest."""
        said = sorted((column, text) for column, text in row.values.items() if column != self.options.secret)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:12]

    def _choose(self, variant: Variant) -> SelectedToolkit:
        if variant not in self._chosen:
            translations, templates = self.options.translations, self.options.templates
            whole = translation.toolkit(self.folder, variant.lang or None, translations, templates)
            part = variant.selection.asked_of(whole, AS_COLUMN)
            said = words.of(whole, templates)
            self._chosen[variant] = SelectedToolkit(whole, part, said, fields.of(part, said), fields.of(whole, said))
        return self._chosen[variant]

    def _response(self, row: Row, name: str, chosen: SelectedToolkit) -> Response:
        """Return what is filled in: an answers file of the copy's name and, over it, the row about the respondent."""
        response = self._answers(row, name, chosen)
        lines = chosen.toolkit.respondent_lines()
        who = {line.name: response.respondent.get(line.name, "") for line in lines.values()}
        for code, line in lines.items():
            if row.get(line.name):
                try:
                    who[line.name] = str(givenanswer.value(row.get(line.name), chosen.fields[code]) or "")
                except givenanswer.MisfitError as wrong:
                    self._say(row.number, wrong.what, wrong.fix)
        answers = {code: value for code, value in response.answers.items() if code in chosen.fields}
        return replace(response, answers=answers, respondent={name: text for name, text in who.items() if text})

    def _answers(self, row: Row, name: str, chosen: SelectedToolkit) -> Response:
        if not (path := self._answers_files.of_copy(name)):
            return Response({})
        try:
            languages = multilingual.languages(self.folder, self.options.translations, self.options.templates)
            responses = readanswers.load(path, chosen.toolkit, chosen.all_fields, languages)
        except ToolkitError as wrong:
            self.problems += wrong.problems
            return Response({})
        self._prefilled += responses
        self._unknown_answers += doubts.of(path, responses, chosen.all_fields)
        self._outside += filling.outside(responses, chosen.all_fields, chosen.fields)
        if len(responses) > 1:
            self._say(row.number, f"{path.name} holds {len(responses)} responses.", "Give a file with one.")
        return responses[0] if responses else Response({})


def _name(row: Row) -> str:
    """Return the name of a row's copy, without an ending; "" where nothing in the row names it."""
    stem, _, ending = row.get("file").rpartition(".")
    named = filenames.safe(stem if ending.casefold() in formats.NAMES else row.get("file"))
    return named or filenames.safe(row.get("name") or row.get("organisation"))
