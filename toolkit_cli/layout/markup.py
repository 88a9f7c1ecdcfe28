"""Reads a rendered template into blocks: a closed vocabulary that anyone who has seen HTML can edit.

Text: `h1 h2 h3 p ul ol li strong em a br span`. Layout: `section aside figure table tr th td pagebreak`.
Fields: `field fields output`. Any block may say `for="facilitator"` or `for="participant"`; this is the one place
where such blocks are left out. Comments of the form `<!--@file:line-->`, which the renderer sets, tell where in which
template the text after them comes from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from msgspec.structs import replace

from toolkit_cli.errors import Problem, TemplateError, nearest
from toolkit_cli.layout import languagemarks
from toolkit_cli.layout.page import (
    DARKEST,
    Aside,
    Block,
    Cell,
    FieldBox,
    FieldRows,
    Figure,
    Heading,
    Listing,
    Output,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Together,
    plain,
)
from toolkit_cli.layout.vocabulary import (
    BLOCKS,
    CELLS,
    INLINE,
    INSIDE,
    NEEDED,
    ONLY_IN,
    PAGE_ONLY,
    PLACED,
    PROSE,
    ROLES,
    VOID,
)

MARK = re.compile(r"@(.*):([0-9]+)", re.DOTALL)
COMMENT = re.compile(r"<!--@.*?-->", re.DOTALL)
SHADES = {str(step) for step in range(DARKEST + 1)}
SPACE = re.compile(r"[ \t\r\n]+")


def parse(text: str, edition: str) -> tuple[Block, ...]:
    """Return the blocks of one edition; raise `TemplateError` with every mistake in the text."""
    reader = _Reader(edition)
    reader.feed(text)
    reader.close()
    reader.finish()
    if reader.problems:
        raise TemplateError(reader.problems)
    return tuple(reader.root.blocks)


@dataclass
class _Open:
    """An element that is still open."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    where: tuple[str, int] = ("", 0)
    blocks: list[Any] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    kept: bool = True


class _Reader(HTMLParser):
    def __init__(self, edition: str) -> None:
        super().__init__(convert_charrefs=True)
        self.edition = edition
        self.root = _Open("")
        self.stack = [self.root]
        self.problems: list[Problem] = []
        self.where = ("", 0)
        self.anchors: set[str] = set()
        self.above = Heading(0, (), "")
        self.refused: set[str] = set()

    def handle_comment(self, data: str) -> None:
        found = MARK.fullmatch(data)
        if found:
            self.where = (found[1], int(found[2]))

    def handle_decl(self, decl: str) -> None:
        self._problem(f"<!{decl[:40]}> is not part of the workbook's markup.", "Remove it.")

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self._problem(f"<?{data[:40]}> is not part of the workbook's markup.", "Remove it.")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: languagemarks.unmarked(COMMENT.sub("", value or "")) for name, value in attrs}
        given = {name: text for name, (text, _) in said.items()}
        if tag == "aside" and not given.get("lang"):
            given["lang"] = said.get("title", ("", ""))[1]
        if not self._check_attributes(tag, given):
            return
        top = self.stack[-1]
        if tag == "br":
            self._write("\n")
            return
        if tag not in INLINE:
            self._placed(tag, top, given)
        shown = given.pop("for", self.edition) == self.edition
        self.stack.append(_Open(tag, given, self.where, kept=shown and top.kept))
        if tag in VOID:
            self._close()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag in self.refused:
            return
        if tag not in BLOCKS and tag not in INLINE:
            self._problem(f"</{tag}> is not a tag of the workbook's markup.", "Remove it.")
            return
        if self.stack[-1].tag != tag:
            if tag not in [opened.tag for opened in self.stack]:
                self._problem(f"</{tag}> closes nothing.", "Remove it, or open it before.")
                return
            while self.stack[-1].tag != tag:
                self._unclosed()
        self._close()

    def handle_data(self, data: str) -> None:
        self._write(SPACE.sub(" ", data))

    def finish(self) -> None:
        while len(self.stack) > 1:
            self._unclosed()

    def _check_attributes(self, tag: str, given: dict[str, str]) -> bool:
        vocabulary = {**BLOCKS, **INLINE}
        if tag not in vocabulary:
            self.refused.add(tag)
            self._problem(f"<{tag}> is not a tag of the workbook's markup.", nearest(tag, sorted(vocabulary)))
            return False
        for name, value in given.items():
            allowed = vocabulary[tag] | ({"for"} if tag in BLOCKS else set())
            if name not in allowed:
                self._problem(f"<{tag}> has no attribute {name!r}.", nearest(name, sorted(allowed)))
            elif name in ("role", "name") and value not in ROLES[tag]:
                self._problem(f"<{tag} {name}={value!r}> is not known.", nearest(value, sorted(ROLES[tag])))
            elif name == "for" and value not in ("facilitator", "participant"):
                self._problem(f"for={value!r} is not an edition.", "Write facilitator or participant.")
        if NEEDED.get(tag) and not given.get(NEEDED[tag]):
            self._problem(f"<{tag}> needs a {NEEDED[tag]}.", f'Write <{tag} {NEEDED[tag]}="…">.')
        if tag == "section" and not re.fullmatch("[0-9]{1,3}", given.get("tone", "0")):
            self._problem(f"tone={given['tone']!r} is not a whole number.", "Write 0, 1, 2 and so on.")
            given["tone"] = "0"
        if tag == "td" and given.get("shade", "0") not in SHADES:
            self._problem(f"shade={given['shade']!r} is not a shade.", f"Write 0 (none) to {DARKEST} (the darkest).")
            given["shade"] = "0"
        return True

    def _placed(self, tag: str, top: _Open, given: dict[str, str]) -> None:
        around = next((opened.tag for opened in reversed(self.stack) if opened.tag not in ("", "section")), "")
        if top.tag in PROSE or top.tag in INLINE:
            self._problem(f"<{tag}> cannot stand inside <{top.tag}>.", f"Close <{top.tag}> before it.")
        elif tag not in INSIDE.get(top.tag, {tag}):
            self._problem(f"<{tag}> cannot stand directly inside <{top.tag}>.", f"Only {_tags(INSIDE[top.tag])} can.")
        elif top.tag not in ONLY_IN.get(tag, {top.tag}):
            self._problem(f"<{tag}> belongs inside {_tags(ONLY_IN[tag])}.", "Put it there.")
        elif around and tag in PAGE_ONLY and given.get("name") not in PLACED:
            self._problem(f"<{tag}> stands on the page itself and not inside <{around}>.", "Move it out.")

    def _unclosed(self) -> None:
        opened = self.stack[-1]
        self._wrong(opened, f"<{opened.tag}> is not closed.", f"Write </{opened.tag}> where it ends.")
        self._close()

    def _write(self, text: str) -> None:
        prose = next((opened for opened in reversed(self.stack) if opened.tag not in INLINE), self.root)
        if prose.tag not in PROSE | CELLS:
            if text.strip():
                self._problem(f"The words {text.strip()[:40]!r} stand outside a paragraph.", "Put them in <p>…</p>.")
            return
        tags = [opened for opened in self.stack if opened.tag in INLINE]
        names = {opened.tag for opened in tags}
        given = {name: value for opened in tags for name, value in opened.attributes.items()}
        strong, em, href = "strong" in names, "em" in names, given.get("href", "")
        for part, lang in languagemarks.parted(text):
            prose.runs += [Run(part, strong, em, href, lang or given.get("lang", ""))] if part else []

    def _close(self) -> None:
        opened = self.stack.pop()
        if opened.tag in INLINE or not opened.kept:
            return
        self._filled(opened)
        block = self._made(opened)
        if block is not None:
            self.stack[-1].blocks.append(block)

    def _filled(self, opened: _Open) -> None:
        """Refuse what has to hold something and does not, and words beside blocks, whose order would be lost."""
        inner = INSIDE.get(opened.tag)
        widths = {len(row.cells) for row in opened.blocks if isinstance(row, Row)}
        if inner and not opened.blocks and opened.tag not in ("ul", "ol"):
            self._wrong(opened, f"<{opened.tag}> is empty.", f"Put {_tags(inner)} into it.")
        elif len(widths) > 1:
            self._wrong(opened, "The rows of this <table> have different numbers of cells.", "Give each as many.")
        elif opened.tag in CELLS and opened.blocks and _trimmed(opened.runs):
            self._wrong(opened, f"<{opened.tag}> mixes words and blocks.", "Put the words in <p>…</p>.")

    def _made(self, opened: _Open) -> Any:
        """Return the block for a closed element; None where it has no words."""
        given, blocks, runs = opened.attributes, tuple(opened.blocks), _trimmed(opened.runs)
        if (opened.tag in PROSE and not runs) or (opened.tag in ("ul", "ol") and not blocks):
            return None
        if opened.tag in CELLS and runs:
            blocks = (Paragraph(runs), *blocks)
        makers: dict[str, Any] = {
            "p": lambda: Paragraph(runs, given.get("role", "")),
            "li": lambda: runs,
            "ul": lambda: Listing(blocks),
            "ol": lambda: Listing(blocks, ordered=True),
            "td": lambda: Cell(blocks, shade=int(given.get("shade", "0"))),
            "th": lambda: Cell(blocks, head=True, code=given.get("code", "")),
            "tr": lambda: Row(blocks),
            "table": lambda: Table(blocks, given.get("role", "")),
            "figure": lambda: Figure(given.get("code", ""), blocks),
            "aside": lambda: Aside(given.get("role", "note"), given.get("title", ""), blocks, given.get("lang", "")),
            "section": lambda: _section(given, blocks),
            "pagebreak": PageBreak,
            "field": lambda: FieldBox(given.get("code", ""), blocks),
            "fields": lambda: FieldRows((given.get("about", ""), given.get("answer", "")), blocks),
            "output": lambda: Output(*(given.get(name, "") for name in ("name", "code", "title"))),
        }
        if opened.tag in makers:
            return makers[opened.tag]()
        heading = Heading(int(opened.tag[1]), runs, self._anchor(opened), given.get("code", ""))
        self._ranked(opened, heading)
        return heading

    def _ranked(self, opened: _Open, heading: Heading) -> None:
        """Refuse a heading that skips a level: no outline can hold it (PDF/UA-1 7.4.2)."""
        above, self.above = self.above, heading
        if heading.level > above.level + 1:
            under = f"stands under a <h{above.level}>" if above.level else "is the first"
            what = f"The heading {plain(heading.runs)[:60]!r}, a <h{heading.level}>, {under}."
            self._wrong(opened, what, f"Make it a <h{above.level + 1}>, or put one before it.")

    def _anchor(self, opened: _Open) -> str:
        anchor = opened.attributes.get("id") or f"h{len(self.anchors) + 1}"
        if anchor in self.anchors:
            self._wrong(opened, f"The id {anchor!r} is used twice.", "Use another.")
        self.anchors.add(anchor)
        return anchor

    def _problem(self, what: str, fix: str) -> None:
        self.problems.append(Problem(*self.where, what, fix))

    def _wrong(self, opened: _Open, what: str, fix: str) -> None:
        self.problems.append(Problem(*opened.where, what, fix))


def _tags(names: set[str]) -> str:
    return " or ".join(f"<{name}>" for name in sorted(names))


def _section(given: dict[str, str], blocks: tuple[Any, ...]) -> Section | Together:
    role = given.get("role", "front")
    return Together(blocks) if role == "together" else Section(role, blocks, int(given.get("tone") or 0))


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """Join runs of one style and drop white space at both ends, and beside line breaks."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        text = run.text.lstrip(" ") if last is None or last.text.endswith((" ", "\n")) else run.text
        if run.text == "\n" and last:
            joined[-1] = last = replace(last, text=last.text.rstrip(" "))
        if last and replace(last, text=run.text) == run:
            joined[-1] = replace(run, text=last.text + text)
        elif text:
            joined.append(replace(run, text=text))
    while joined and not joined[-1].text.strip():
        joined.pop()
    if joined:
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return tuple(joined)
