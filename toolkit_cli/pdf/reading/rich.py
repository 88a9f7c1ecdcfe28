"""Reads the words of formatted text in a PDF's form and comments, which is XHTML (ISO 32000-1 12.7.3.4)."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from html.entities import html5

from lxml import etree

from toolkit_cli.files.safexml import RECOVERING

# Elements that begin a line, those after which words begin one, and those that begin with room before them.
LINES = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr"}
PARTS, CELLS = {*LINES, "ul", "ol", "table"}, {"td", "th"}
# XML knows five named entities; programs write those of HTML too, without declaring them.
NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]*;)")
NUMBERS = re.compile("&#x?[0-9A-Fa-f]{8,};?")  # too large for any character
TAG = re.compile(r"<[^<>]*>")
BARE = re.compile(r"&(?!(?:#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);)")
LESS = re.compile(r"<(?!/?[^\W\d]|\?|!--|!\[CDATA\[|!DOCTYPE)")  # begins no tag, as in "a < b"
AS_IS = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)  # in it "&" and "<" stand for themselves
HEAD = re.compile(r"^[\s\ufeff]*(?:<\?xml[^>]*\?>)?\s*(?:<!DOCTYPE[^<>\[]*>)?", re.I)  # which no element can hold
BREAK = re.compile(r"<(/?)((?:[\w.-]+:)?br)(?![\w.-])[^<>]*>", re.I)  # HTML does not close it
BLANKS = re.compile("[ \t\r\n]+")
MOST = 1 << 20  # letters that are parsed as XML, whose tree takes many times the memory


def plain(markup: str) -> str:
    """Return the words of XHTML; where it is broken, or not XHTML, whatever stands between its tags."""
    markup = HEAD.sub("", NUMBERS.sub("\ufffd", markup))
    between = unescape(TAG.sub("", markup)).strip()
    if len(markup) > MOST:
        return between
    try:
        root = etree.fromstring(f"<body>{lettered(markup)}</body>".encode("utf-8", "surrogatepass"), RECOVERING)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    said = words(root) if root is not None else ""
    # A recovering parser drops what does not fit.
    return said if _letters(said) >= _letters(between) else between


def lettered(markup: str) -> str:
    """Return markup that XML can read: HTML's named entities as characters, line breaks closed.

    An "&" that begins no entity and a "<" that begins no tag are escaped. CDATA stays as it is.
    """
    parts = AS_IS.split(markup)
    parts[::2] = map(_lettered, parts[::2])
    return "".join(parts)


def _lettered(markup: str) -> str:
    ended = BREAK.sub(lambda found: "" if found[1] else f"<{found[2]}/>", markup)
    return NAMED.sub(_letter, BARE.sub("&amp;", LESS.sub("&lt;", ended)))


def _letter(found: re.Match[str]) -> str:
    return escape(html5.get(found[1], found[0]))


def words(root: etree._Element, blanks: Callable[[str | None], str] | None = None) -> str:
    """Return the words of an element of XHTML; white space counts as one space, as in a browser.

    `blanks` may be a function that normalises white space otherwise: then what it returns is kept as it is.
    """
    shown = blanks or _blanks
    made: list[str] = []
    begun = False  # whether there are words before
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = etree.QName(element).localname.lower()
        if event == "start":
            made += ["\n"] if name in LINES and begun else []
            made += ["\n"] if name == "br" else []
            made += [" "] if name in CELLS else []
            made.append(shown(element.text))  # some programs put the next line inside the line break
        elif element is not root:
            made += ["\n"] if name in PARTS and (element.tail or "").strip() else []
            made.append(shown(element.tail))
        begun = begun or bool(made and made[-1].strip())
    if blanks:
        return "".join(made)
    lines = "".join(made).split("\n")
    return "\n".join(line.strip(" ") for line in lines).strip("\n ")


def _letters(said: str) -> int:
    return len("".join(said.split()))


def _blanks(text: str | None) -> str:
    return BLANKS.sub(" ", text or "")
