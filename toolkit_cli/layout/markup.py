"""Reads a rendered template into blocks: a closed vocabulary that anyone who has seen HTML can edit.

Text: `h1 h2 h3 p ul ol li strong em a br span`. Layout: `section aside figure table tr th td pagebreak`.
Fields: `field fields output`. Any block may say `for="facilitator"` or `for="participant"`; only here are such blocks
left out. Comments of the form `<!--@file:line-->`, which `environment` puts in, tell from which line of which template
the text after them comes.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from toolkit_cli.errors import Problem, TemplateError, nearest
from toolkit_cli.layout import elements, languagemarks
from toolkit_cli.layout.elements import HEADINGS, Open, trimmed
from toolkit_cli.layout.page import DARKEST, SCHEMES, Block, Heading, Row, Run, plain
from toolkit_cli.layout.vocabulary import (
    BLOCKS,
    CELLS,
    INLINE,
    INSIDE,
    INSTEAD,
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
# An address as the content may have it, or a place in the page.
LINK = re.compile(rf"(?:{'|'.join(SCHEMES)})\S+|#\S+")
LEADS = "Write one that begins with https://, http:// or mailto:, or # and the id of a heading."
SPACE = re.compile(r"[ \t\r\n]+")


def parse(text: str, edition: str) -> tuple[Block, ...]:
    """Return the blocks of one edition; raise `TemplateError` with all mistakes in the text."""
    reader = _Reader(edition)
    reader.feed(text)
    reader.close()
    reader.finish()
    if reader.problems:
        raise TemplateError(reader.problems)
    return tuple(reader.root.blocks)


class _Reader(HTMLParser):
    """Builds blocks in a stack of open elements, of which `root` is the page, and collects mistakes.

    `where` is the file and line of what is read now; `above` is the heading before it, `anchors` the ids of all.
    `refused` are tags that are none, whose end tags are not reported again.
    """

    def __init__(self, edition: str) -> None:
        super().__init__(convert_charrefs=True)
        self.edition = edition
        self.root = Open("")
        self.stack = [self.root]
        self.problems: list[Problem] = []
        self.where = ("", 0)
        self.anchors: set[str] = set()
        self.above = Heading(0, (), "")
        self.refused: set[str] = set()
        self.ended: list[str] = []  # tags of elements that were closed before a block that cannot be inside them

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
        if not self._is_known(tag):
            return
        self._check_attributes(tag, given)
        if tag == "br":
            self._write("\n")
            return
        if tag not in INLINE:
            self._check_place(tag, given)
        top = self.stack[-1]
        shown = given.pop("for", self.edition) == self.edition
        self.stack.append(Open(tag, given, self.where, kept=shown and top.kept))
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
                self._closes_nothing(tag)
                return
            while self.stack[-1].tag != tag:
                self._unclosed()
        self._close()

    def _closes_nothing(self, tag: str) -> None:
        """Report an end tag that closes nothing, or the wrong element, which then ends here."""
        top = self.stack[-1].tag
        if tag in self.ended:
            self.ended.remove(tag)
        elif {tag, top} <= PROSE:
            self._problem(f"<{top}> is closed with </{tag}>.", f"Write </{top}> there.")
            self._close()
        else:
            self._problem(f"</{tag}> closes nothing.", "Remove it, or open it before.")

    def handle_data(self, data: str) -> None:
        self._write(SPACE.sub(" ", data))

    def finish(self) -> None:
        while len(self.stack) > 1:
            self._unclosed()

    def _is_known(self, tag: str) -> bool:
        """Say whether a tag is one of the vocabulary; report any other."""
        vocabulary = BLOCKS | INLINE
        if tag in vocabulary:
            return True
        self.refused.add(tag)
        fix = INSTEAD.get(tag) or nearest(tag, sorted(vocabulary))
        self._problem(f"<{tag}> is not a tag of the workbook's markup.", fix)
        return False

    def _check_attributes(self, tag: str, given: dict[str, str]) -> None:
        """Report attributes that a tag does not have, or needs, and values that are not known.

        A value that would stop the reading is replaced by one that does not.
        """
        allowed = BLOCKS[tag] | {"for"} if tag in BLOCKS else INLINE[tag]
        for name, value in given.items():
            if name not in allowed:
                self._problem(f"<{tag}> has no attribute {name!r}.", nearest(name, sorted(allowed)))
            elif name in ("role", "name") and value not in ROLES[tag]:
                fix = nearest(value, sorted(filter(None, ROLES[tag])))
                self._problem(f"<{tag} {name}={value!r}> is not known.", fix)
            elif name == "for" and value not in ("facilitator", "participant"):
                self._problem(f"for={value!r} is not an edition.", "Write facilitator or participant.")
        if NEEDED.get(tag) and not given.get(NEEDED[tag]):
            self._problem(f"<{tag}> needs a {NEEDED[tag]}.", f'Write <{tag} {NEEDED[tag]}="…">.')
        if (href := given.get("href")) and not LINK.fullmatch(href):
            self._problem(f"<a href={href[:60]!r}> is no address to which a workbook can lead.", LEADS)
            given["href"] = ""
        if tag == "section" and not re.fullmatch("[0-9]{1,3}", given.get("tone", "0")):
            self._problem(f"tone={given['tone']!r} is not a whole number.", "Write 0, 1, 2 and so on.")
            given["tone"] = "0"
        if tag == "td" and given.get("shade", "0") not in SHADES:
            self._problem(f"shade={given['shade']!r} is not a shade.", f"Write 0 (none) to {DARKEST} (the darkest).")
            given["shade"] = "0"

    def _check_place(self, tag: str, given: dict[str, str]) -> None:
        """Report a block that cannot stand where it does."""
        top = self.stack[-1]
        around = next((opened.tag for opened in reversed(self.stack) if opened.tag not in ("", "section")), "")
        if top.tag in PROSE or top.tag in INLINE:
            self._end_before(tag)
        elif tag not in INSIDE.get(top.tag, {tag}):
            self._problem(f"<{tag}> cannot stand directly inside <{top.tag}>.", f"Only {_tags(INSIDE[top.tag])} can.")
        elif top.tag not in ONLY_IN.get(tag, {top.tag}):
            self._problem(f"<{tag}> belongs inside {_tags(ONLY_IN[tag])}.", "Put it there.")
        elif around and tag in PAGE_ONLY and given.get("name") not in PLACED:
            self._problem(f"<{tag}> stands on the page itself and not inside <{around}>.", "Move it out.")

    def _end_before(self, tag: str) -> None:
        """Report that a block cannot be inside the open text, and close the text: so it is reported only once.

        If another template opened the text, that one forgot to close it.
        """
        top = self.stack[-1]
        if top.where[0] == self.where[0]:
            self._problem(f"<{tag}> cannot stand inside <{top.tag}>.", f"Close <{top.tag}> before it.")
        else:
            self._problem_at(top, *_not_closed(top.tag))
        while self.stack[-1].tag in PROSE | INLINE.keys():
            self.ended.append(self.stack[-1].tag)
            self._close()

    def _unclosed(self) -> None:
        """Report that the innermost element is not closed, and close it."""
        opened = self.stack[-1]
        self._problem_at(opened, *_not_closed(opened.tag))
        self._close()

    def _write(self, text: str) -> None:
        """Add words to the open paragraph, heading, entry or cell; report words outside of these."""
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
        """Close the innermost element: its block goes into the one around it, if it belongs to the edition."""
        opened = self.stack.pop()
        if opened.tag in INLINE or not opened.kept:
            return
        self._check_content(opened)
        block = self._block(opened)
        if block is not None:
            self.stack[-1].blocks.append(block)

    def _check_content(self, opened: Open) -> None:
        """Report an element that must not be empty, or has words beside blocks, whose order would be lost."""
        inner = INSIDE.get(opened.tag)
        widths = {len(row.cells) for row in opened.blocks if isinstance(row, Row)}
        if inner and not opened.blocks and opened.tag not in ("ul", "ol"):
            self._problem_at(opened, f"<{opened.tag}> is empty.", f"Put {_tags(inner)} into it.")
        elif len(widths) > 1:
            self._problem_at(opened, "The rows of this <table> have different numbers of cells.", "Give each as many.")
        elif opened.tag in CELLS and opened.blocks and trimmed(opened.runs):
            self._problem_at(opened, f"<{opened.tag}> mixes words and blocks.", "Put the words in <p>…</p>.")

    def _block(self, opened: Open) -> Any:
        """Return the block for a closed element; None if it has no words."""
        if opened.tag not in HEADINGS:
            return elements.block(opened)
        if not (runs := trimmed(opened.runs)):
            return None
        heading = Heading(int(opened.tag[1]), runs, self._anchor(opened), opened.attributes.get("code", ""))
        self._check_level(opened, heading)
        return heading

    def _check_level(self, opened: Open, heading: Heading) -> None:
        """Report a heading that skips a level (PDF/UA-1 7.4.2)."""
        above, self.above = self.above, heading
        if heading.level > above.level + 1:
            under = f"stands under a <h{above.level}>" if above.level else "is the first"
            what = f"The heading {plain(heading.runs)[:60]!r}, a <h{heading.level}>, {under}."
            self._problem_at(opened, what, f"Make it a <h{above.level + 1}>, or put one before it.")

    def _anchor(self, opened: Open) -> str:
        anchor = opened.attributes.get("id") or f"h{len(self.anchors) + 1}"
        if anchor in self.anchors:
            self._problem_at(opened, f"The id {anchor!r} is used twice.", "Use another.")
        self.anchors.add(anchor)
        return anchor

    def _problem(self, what: str, fix: str) -> None:
        self.problems.append(Problem(*self.where, what, fix))

    def _problem_at(self, opened: Open, what: str, fix: str) -> None:
        self.problems.append(Problem(*opened.where, what, fix))


def _not_closed(tag: str) -> tuple[str, str]:
    return f"<{tag}> is not closed.", f"Write </{tag}> where it ends."


def _tags(names: set[str]) -> str:
    return " or ".join(f"<{name}>" for name in sorted(names))
