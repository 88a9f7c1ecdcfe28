"""Warnings about a toolkit's content: what can be used, but is hardly what its author meant. For `toolkit check`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from toolkit_cli.errors import ContentError, Problem, likely_meant, quoted
from toolkit_cli.files import installed, yamlfile, yamllines
from toolkit_cli.files.search import is_litter
from toolkit_cli.files.yamlfile import Document, Place
from toolkit_cli.files.yamlwords import BLOCK, ROWS
from toolkit_cli.kits import dependence, lists
from toolkit_cli.kits.content import is_part, strings
from toolkit_cli.kits.model import RESPONDENT_LINES
from toolkit_cli.kits.validation import tidied

# Signs of Markdown and of HTML, but for lists of "- " and of numbers, which are known here.
MARKDOWN = re.compile(
    r"\*\*\S[^*]*\*\*|(?<!\w)__?[^\W_][^_\n]*__?(?!\w)|`[^`\n]+`|\[[^\[\]]+\]\([^()\s]+\)|&(?:[a-z]+|#x?[0-9a-f]+);"
    r"|<(?:https?://|mailto:)[^<>\s]+>|</?(?:b|i|u|em|strong|br|p|ul|ol|li|a|h[1-6])\b[^<>]*>"
    r"|^(?:#{1,6} \S+"
    r"|(?P<sign>[*+•‣▪◦·–—](?: |(?!\d))|[*+•‣▪◦·–—o-](?=\t))[ \t]*[^ \t\n][^\n]*\n(?P=sign)"
    r"|\(1\) [^\n]+\n\(2\) |a\)[ \t][^\n]+\nb\)[ \t])",
    re.MULTILINE,
)

# The keys of texts, and of lists of them, that are printed in one paragraph or as a heading.
HEADINGS = ("question", "title", "subtitle", "label", "more", "assumption", "caption", "licence")
POINTS = ("prompts", "concerns", "recommendations", "pros", "cons", "when", "sources")
NOTES = ("aim", "timing", "grouping", "watch")
WORDED = ("more", "title", "text", "facilitation", "subtitle", "caption")
POINT = re.compile(r"^[ ]*- +[^\s#].*", re.MULTILINE)
INDENTED = re.compile(r"[ \t]*(?=- )")
NEXT = re.compile(r"\n[ \t]*\n[ \t]*((?!- |[0-9]{1,2}[.)] )[^\s#].*)")  # a point is told with its list
PARTED = re.compile(r"\n[ \t]*(?:\n|- )")

BELOW = "Put | after the colon, and begin the text in the line below, further in."
SHORTEN = "Shorten it, or put the rest into an item of the kind text before it."
WATCH = "Shorten it, or make points of the rest, below 'watch'."


def warnings(folder: Path) -> Iterator[Problem]:
    """Yield the warnings about a toolkit that has no mistakes, file by file."""
    head = tidied(yamlfile.read(folder / installed.TOOLKIT, ContentError))
    kits = head.data["kits"]
    documents = [head, *(tidied(yamlfile.read(folder / name, ContentError)) for name in kits)]
    for document in documents:
        yield from (*_markdown(document), *_joined(document), *_uneven(document), *_run_together(document))
        yield from _nested(document)
        yield from (*document.cut_off(), *_crossed(document), *_stopped(document), *_switched(document))
    yield from dependence.later(documents)
    yield from _unknown_lines(head)
    yield from _forgotten(folder, kits)


def _forgotten(folder: Path, named: Collection[str]) -> Iterator[Problem]:
    """Yield the files beside toolkit.yaml that look like parts of a toolkit or cannot be read, and are not its kits."""
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in (".yaml", ".yml", ".json")):
        if path.name in (*named, installed.TOOLKIT) or is_litter(path.name) or not path.is_file():
            continue
        document = yamlfile.collect(path, [])
        if document is None or is_part(document.data):
            what = "Nothing uses this file: it is not among the 'kits' of toolkit.yaml."
            yield Problem(str(path), 0, what, "Add it there, or take it away.")


def _markdown(document: Document) -> Iterator[Problem]:
    """Yield the texts that hold signs of Markdown or HTML, which are printed as they are typed."""
    for text, place in strings(document.data):
        told = {found[0][0]: found[0] for found in reversed([*MARKDOWN.finditer(text)])}  # of each sign the first
        for written in reversed(told.values()):
            signs = " ".join(written.split("\n")[0].split())
            fix = "Begin each line of a list with '- '." if "\n" in written else "Write it without the signs."
            yield document.problem(place, f"{quoted(signs)} is printed as it is typed.", fix)
        if numbered := lists.uncounted(text):
            what = f"{quoted(numbered)} is printed as it is typed."
            yield document.problem(place, what, "Number the lines of a list from 1 on, and put no other list into it.")


def _joined(document: Document) -> Iterator[Problem]:
    """Yield the texts with a list or a paragraph that YAML joins to the words before it, as it does below `>-`."""
    if document.json:
        return
    values = {document.line(place): (place, text) for text, place in strings(document.data)}
    begun = {*yamllines.all_of(document.begun)}  # lines on which a text goes on are not among these
    written = {0: ""}  # by the lines on which the texts begin
    above = 0
    for number, row in enumerate(ROWS.split(Path(document.path).read_text("utf-8-sig")), 1):
        if number not in begun:
            written[above] += f"\n{row}"
            continue
        above = number
        written[above] = "" if BLOCK.search(row) else "words"
    for line, (place, text) in values.items():
        rows = written.get(line, "").removeprefix("\n")
        for named, find in (("list", POINT.findall), ("list", lists.numbered), ("paragraph", NEXT.findall)):
            found = find(rows)
            if len(found) > len(find(text)):
                begun_with = quoted(found[0].strip())
                what = f"The {named} that begins with {begun_with} is printed in one with the words before it."
                yield document.problem(place, what, _shorter(place) or BELOW)


def _uneven(document: Document) -> Iterator[Problem]:
    """Yield the figures whose bars add up to different numbers."""
    for index, item in enumerate(document.data.get("items", ())):
        bars = item["chart"]["bars"] if item["kind"] == "figure" else ()
        totals = dict.fromkeys(sum(map(int, bar["counts"])) for bar in bars)
        if len(totals) > 1:
            what = f"The bars of {item['code']!r} do not add up to the same number: {', '.join(map(str, totals))}."
            yield document.problem(("items", index, "chart", "bars"), what, "Look whether a number is wrong.")


def _run_together(document: Document) -> Iterator[Problem]:
    """Yield the texts that are written as several paragraphs or with a list, but printed as one paragraph."""
    for text, place in strings(document.data):
        fix = _shorter(place)
        if fix and (PARTED.search(text.strip()) or lists.numbered(text)):
            what = "This is printed in one paragraph, without the blank lines and the list in it."
            yield document.problem(place, what, fix)


def _shorter(place: Place) -> str:
    """Return what to do about a text that is too long for the one paragraph in which it is printed; "" if in several.

    What only facilitators read is not to be put into an item, which everybody reads.
    """
    if not {*NOTES}.isdisjoint(place):
        return WATCH
    figure = place[0] == "items" and "source" in place
    return SHORTEN if figure or not {*HEADINGS, *POINTS}.isdisjoint(place) else ""


def _nested(document: Document) -> Iterator[Problem]:
    """Yield the texts with a list inside a list: both are printed on one level."""
    for text, place in strings(document.data):
        outer = -1
        for line in "" if _shorter(place) else text.split("\n"):
            found = INDENTED.match(line)
            deep = len(found[0]) if found else -1
            if found and 0 <= outer < deep:
                what = f"The list in a list that begins with {quoted(line.strip())} is printed on one level with it."
                yield document.problem(place, what, "Write it into the point above it.")
                break
            outer = deep if found else outer if line.strip() else -1


def _crossed(document: Document) -> Iterator[Problem]:
    """Yield the labels of options that are the code of another option: in an answers file they mean that one."""
    for number, item in enumerate(document.data.get("items", ())):
        options = item.get("options") or ()
        for index, option in enumerate(options):
            label = " ".join(str(option["label"]).split())
            if any(other["code"] == label.casefold() for other in options if other is not option):
                what = (
                    f"The label {quoted(label)} is the code of another option, and means that one in an answers file."
                )
                place = ("items", number, "options", index, "label")
                yield document.problem(place, what, "Give one of the two another name.")


def _stopped(document: Document) -> Iterator[Problem]:
    """Yield the conditions that end with a full stop: the workbook's own words have one already."""
    for text, place in strings(document.data):
        if place[-2:] == ("when", "text") and text.rstrip().endswith((".", "!", "?", ";", "…")):
            what = f"A full stop is printed after {quoted(text.strip()[-30:])}."
            yield document.problem(place, what, "Leave out the sign at its end.")


def _switched(document: Document) -> Iterator[Problem]:
    """Yield the words that are only true or false, as `notes` takes them and no other key does."""
    for text, place in strings(document.data):
        if place[-1] in WORDED and text.strip().casefold() in ("true", "false"):
            what = f"{quoted(text.strip())} is printed as it is typed."
            yield document.problem(place, what, f"Write the words to print after {place[-1]!r}, or take it out.")


def _unknown_lines(head: Document) -> Iterator[Problem]:
    """Yield the lines about the respondent whose names are nearly, but not quite, names that the program knows."""
    names = [line["name"] for line in (head.data.get("respondent") or {"fields": ()})["fields"]]
    for number, name in enumerate(names):
        unused = [line for line in RESPONDENT_LINES if line not in names]
        meant = "" if name in RESPONDENT_LINES else likely_meant(name, unused)
        if meant:
            what = f"The name {quoted(name)} means nothing here; {meant!r} does."
            yield head.problem(("respondent", "fields", number, "name"), what, "Write that if you mean it.")
