"""A roster: who gets a workbook, a row each, from CSV, XLSX or YAML. Every problem names its row.

The columns `language`, `only`, `skip`, `order` and `file` say what is made; those that are named like the lines about
the respondent are filled in; `name` names the file where nothing else does. Any other column is passed over.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from os.path import isdir
from pathlib import Path
from typing import Any

from toolkit_cli.building import decoding, spreadsheet
from toolkit_cli.building.spreadsheet import Lines
from toolkit_cli.errors import Problem, RosterError, quoted, unreadable
from toolkit_cli.files import textfile, yamlfile
from toolkit_cli.kits.model import RESPONDENT_LINES
from toolkit_cli.kits.options import doubled

# Columns that mean something, beside those that a toolkit asks for of who answers.
KNOWN_COLUMNS = ("name", "file", "language", "only", "skip", "order", *RESPONDENT_LINES)
DELIMITERS = ",;\t|"
MOST_ROWS = 100_000
# What spreadsheets show where a formula went wrong: an XLSX has it in English, a CSV in the program's own language.
FORMULA_ERRORS = {
    "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
    "#BEZUG!", "#NV", "#WERT!", "#ZAHL!", "#VALEUR!", "#NOM?", "#NUL!", "#NOMBRE!", "#RIF!", "#N/D", "#VALORE!",
    "#NOME?", "#NULLO!", "#¡REF!", "#¡VALOR!", "#¿NOMBRE?", "#¡DIV/0!", "#¡NULO!", "#¡NUM!", "#VALOR!", "#NULO!",
    "#NÚM!", "#VERW!", "#N/B", "#WAARDE!", "#NAAM?", "#DEEL/0!", "#LEEG!", "#GETAL!", "#ADR!", "#N/D!", "#ARG!",
    "#NAZWA?", "#DZIEL/0!", "#ZERO!", "#LICZBA!", "#REFERENCE!", "#I/T", "#VÆRDI!", "#VERDI!", "#NAVN?", "#DIVISION/0!",
    "#REFERENS!", "#SAKNAS!", "#VÄRDEFEL!", "#NAMN?", "#OGILTIGT!", "#VIITTAUS!", "#PUUTTUU!", "#ARVO!", "#NIMI?",
    "#JAKO/0!", "#LUKU!", "#HIV!", "#HIÁNYZIK", "#ÉRTÉK!", "#NÉV?", "#ZÉRÓOSZTÓ!", "#SZÁM!", "#ODKAZ!", "#HODNOTA!",
    "#NÁZEV?", "#ČÍSLO!", "#BAŞV!", "#YOK", "#DEĞER!", "#AD?", "#SAYI/0!", "#SAYI!", "#ССЫЛКА!", "#Н/Д", "#ЗНАЧ!",
    "#ИМЯ?", "#ДЕЛ/0!", "#ЧИСЛО!", "#ΑΝΑΦ!", "#Δ/Υ", "#ΤΙΜΗ!", "#ΟΝΟΜΑ?", "#ΑΡΙΘ!",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A row with its number, counted as the program that shows the file counts it; `values` by column."""

    number: int
    values: dict[str, str]

    def get(self, column: str) -> str:
        """Return the text in a column; "" where there is none."""
        return self.values.get(column, "")


def load(path: Path, encoding: str | None, problems: list[Problem]) -> list[Row]:
    """Return the rows that can be read, and add to `problems` what is wrong with the others.

    Columns are known by the names in the first row, in capitals or not. `encoding` is that of a CSV file which is not
    in UTF-8 or UTF-16. Raises `RosterError` where the file as a whole cannot be read.
    """
    if isdir(path):  # Path.is_dir raises for a name that is too long
        what = "This is a folder, not a list of people."
        raise RosterError(Problem(str(path), 0, what, "Give the list first, and a toolkit's folder after it."))
    try:
        data = textfile.regular(path).read_bytes()
    except OSError as wrong:
        raise RosterError(unreadable(path, wrong, "Check its name.")) from wrong
    if data.startswith(textfile.OLD_OFFICE):
        what = "This is a spreadsheet of an older kind (XLS), or one with a password."
        raise RosterError(Problem(str(path), 0, what, "Save it as XLSX without a password, or as CSV."))
    if data.startswith(b"PK"):
        return _rows(path, spreadsheet.first_sheet(path, data), "Give the column a name, or delete the cell.", problems)
    if path.suffix.lower() in (".yaml", ".yml", ".json"):
        return _yaml(path, problems)
    lines = _csv(path, decoding.decoded(path, data, encoding))
    return _rows(path, lines, "Put quotation marks around what holds a comma.", problems)


def _rows(path: Path, lines: Lines, more: str, problems: list[Problem]) -> list[Row]:
    """Turn lines of cells into rows: the first line with words in it names the columns.

    `more` says what to do about a row with more cells than there are columns; what is wrong goes to `problems`.
    """
    filled = [number for number, values in lines if any(values)]
    if len(filled) < 2:
        raise RosterError(Problem(str(path), 0, "There are no rows here.", "Name the columns, and give a row each."))
    head_at, last = filled[0], filled[-1]
    head = _head(next(values for number, values in lines if number == head_at))
    problems += [
        Problem(str(path), head_at, f"Two columns are named {quoted(name)}.", "Give one of them another name.")
        for name in sorted({name for name in head if head.count(name) > 1})
    ]
    below = [(number, values) for number, values in lines if head_at < number <= last]
    if len(below) > MOST_ROWS:
        raise RosterError(Problem(str(path), 0, f"There are more than {MOST_ROWS:,} rows.", "Split the file."))
    rows = []
    for number, values in below:
        if wrong := _misshapen(values, len(head), more):
            problems.append(Problem(str(path), number, *wrong))
        else:
            rows.append(Row(number, {name: value for name, value in zip(head, values, strict=False) if value}))
    return rows


def _head(values: Sequence[str]) -> list[str]:
    """Return the names of columns in small letters, as far as the last that has one; of others, which they are."""
    head = [name.strip().casefold() for name in values]
    while head and not head[-1]:
        head.pop()
    return [name or f"column {at}" for at, name in enumerate(head, 1)]


def _misshapen(values: Sequence[str], columns: int, more: str) -> tuple[str, str] | None:
    """Say what is wrong with a row, and what to do: it is empty, or has cells beyond the columns. None if it is not."""
    if not any(values):
        return "This row is empty.", "Remove it, or fill it in."
    if not any(values[columns:]):
        return None
    count = max(at for at, value in enumerate(values, 1) if value)
    if columns == 1:
        title = "The first row is taken for the columns' names: delete a title above it."
        return f"This row has {count} cells, and there is 1 column.", title
    return f"This row has {count} cells, and there are {columns} columns.", more


def _csv(path: Path, text: str) -> Lines:
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\s*", first)  # what Excel writes for itself
    text, delimiter, start = (rest, told[1], 2) if told else (text, _delimiter(text), 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: Lines = []
    number = start
    try:
        for values in reader:
            lines.append((number, [spreadsheet.without_marks(value) for value in values]))
            number = start + reader.line_num
    except csv.Error as wrong:
        what = f"This row cannot be read ({wrong})."
        fix = "A quotation mark opens a cell and has to be closed; one in a text is written twice."
        raise RosterError(Problem(str(path), number, what, fix)) from None
    return lines


def _delimiter(text: str) -> str:
    """Return the sign between a CSV's cells: that which makes the most known columns of its first line with words."""
    head = next((line for line in text.splitlines() if line.strip(f'{DELIMITERS}" ')), "")
    unquoted = "".join(head.split('"')[::2])
    return max(DELIMITERS, key=lambda each: (_known_columns(head, each), unquoted.count(each)))


def _known_columns(line: str, delimiter: str) -> int:
    """Return how many columns that mean something a line names, if `delimiter` stands between its cells."""
    return sum(cell.strip(' "').casefold() in KNOWN_COLUMNS for cell in line.split(delimiter))


def _yaml(path: Path, problems: list[Problem]) -> list[Row]:
    """Return the entries of a list; a row's number is its line."""
    document = yamlfile.opened(path, RosterError)
    problems += (*document.mistakes, *document.cut_off())
    entries = document.data
    within: yamlfile.Place = ()
    if isinstance(entries, dict):
        problems += document.unknown(entries, ("roster",), (), "a roster") if "roster" in entries else ()
        entries, within = entries.get("roster"), ("roster",)
    if not isinstance(entries, list) or not entries:
        what = document.problem((), "There are no rows here.", "Write a list, an entry for each row.")
        raise RosterError([*document.mistakes, what])
    rows = []
    for number, entry in enumerate(entries):
        place = (*within, number)
        if entry and not isinstance(entry, dict):
            fix = "Put a column's name and a colon before it, such as organisation:"
            problems.append(document.problem(place, "This row does not name its columns.", fix))
        elif not entry or not any(value for value in entry.values()):
            problems.append(document.problem(place, "This row is empty.", "Remove it, or fill it in."))
        elif any(isinstance(value, dict) for value in entry.values()):
            problems.append(document.problem(place, "A column holds keys and values.", "Give it a text."))
        elif twice := doubled(names := _head([*entry])):
            fix = "Give one of them another name."
            problems.append(document.problem(place, f"Two columns are named {quoted(twice)}.", fix))
        else:
            values = zip(names, map(_entry, entry.values()), strict=False)
            rows.append(Row(document.line(place), {name: said for name, said in values if said}))
    return rows


def _entry(value: Any) -> str:
    return ", ".join(map(spreadsheet.shown, value)) if isinstance(value, list) else spreadsheet.shown(value)
