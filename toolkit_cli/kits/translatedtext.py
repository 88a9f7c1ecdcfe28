"""One translated text beside its source: what is wrong in it, and what is hardly meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from toolkit_cli.characters import FORBIDDEN, blank, spoilt
from toolkit_cli.errors import quoted
from toolkit_cli.kits import lists, words
from toolkit_cli.kits.contentwarnings import MARKDOWN
from toolkit_cli.kits.model import REFERENCE
from toolkit_cli.ticks import BOXES

LOST = re.compile(r"\w*[^\W\d_]\?[^\W\d_]\w*")  # a letter that an encoding did not have
NO_LETTER = "\ufffd"  # what stands for bytes that mean nothing in an encoding


def wrong(source: str, text: str, word: str = "") -> Iterator[tuple[str, str]]:
    """Yield what a translation must have as its source has it, and what to do.

    `word` is the key of one of the workbook's own words, in which the program fills in what stands in braces.
    """
    if blank(text):
        yield "the translation has nothing in it that can be seen.", "Translate it, or leave it empty."
    if any(sign in text and sign not in source for sign in BOXES):
        yield "the translation holds a sign of a box to tick.", "Remove it: every option has its box already."
    if FORBIDDEN.search(text):
        yield "the translation holds a control character.", "Remove it."
    for name in sorted(_counted(source, text, REFERENCE.findall)):
        more = text.count(f"[[{name}]]") > source.count(f"[[{name}]]")
        many = "more often than in the source" if more else "less often than in the source"
        yield f"[[{name}]] stands there {many}.", "Take it out." if more else "Copy it as it is."
    for what, fix in words.misfilled(word, source, text) if word else ():
        yield f"the translation {what}", fix
    if _counted(source, text, lambda said: [line[:2] for line in said.split("\n") if line.startswith("- ")]):
        yield "the list has another number of entries.", "Give each entry a line that begins with '- '."
    if len(lists.numbered(source)) != len(lists.numbered(text)):
        fix = "Give each entry a line that begins with its number: 1., 2. and so on."
        yield "the numbered list has another number of entries.", fix


def _counted(one: str, two: str, find: Callable[[str], list[str]]) -> set[str]:
    first, second = Counter(find(one)), Counter(find(two))
    return {name for name in first | second if first[name] != second[name]}


def doubtful(source: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield what can be printed and is hardly meant: letters that a program has spoilt, marks of HTML and Markdown."""
    lost = [found[0] for found in LOST.finditer(text) if found[0] not in source]
    lost += [word for word in text.split() if word not in source and (NO_LETTER in word or spoilt(word))]
    lost += [word for word in text.split() if not word.isascii()] if spoilt(text) else []
    if lost:
        yield f"letters are spoilt, as in {quoted(lost[0])}.", "Save it again in UTF-8, from a file that has them."
    if (found := MARKDOWN.search(text)) and found[0] not in source:
        yield f"{quoted(found[0].split(chr(10))[0])} is printed as it is typed.", "Write it without the signs."
