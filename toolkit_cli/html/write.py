"""Writes a page as HTML: one file that needs nothing else and runs nothing.

A content security policy in the file allows only its own style sheet, by its hash, and pictures in the file: whatever
a text contains, nothing is fetched and nothing runs.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from html import escape
from typing import Any

from toolkit_cli.characters import clean
from toolkit_cli.html import drawing, style
from toolkit_cli.kits.values import as_text
from toolkit_cli.layout import logo
from toolkit_cli.layout.fill import EMPTY, UNNAMED, Fill, Said, paragraphs
from toolkit_cli.layout.page import (
    NOTHING,
    SCHEMES,
    Aside,
    Block,
    Cell,
    Figure,
    Heading,
    Listing,
    Output,
    Page,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
    Together,
    main_language,
    on_band,
    plain,
    walk,
)
from toolkit_cli.layout.theme import Theme

# A chart's width in its own units, for wide and for narrow screens; it is scaled to the column.
WIDTHS = {"wide": 460.0, "narrow": 260.0}


def write(page: Page, theme: Theme, fill: Fill = EMPTY) -> bytes:
    """Return a page without fields as an HTML file in UTF-8. Same page, theme and fill, same bytes."""
    return _Writer(page, theme, fill).text().encode("utf-8")


class _Writer:
    def __init__(self, page: Page, theme: Theme, fill: Fill) -> None:
        self.page, self.theme, self.fill = page, theme, fill
        self.anchors = {heading.anchor for heading in page.headings(deepest=3)}
        self.measure = drawing.ruler(theme)
        self.heading, self.anchor, self.heading_lang = page.title, "", ""  # the last one, which heads what follows
        self.makers: dict[type, Callable[[Any], str]] = {
            Section: self._section,
            Together: lambda block: f'<div class="together">{self._blocks(block.blocks)}</div>',
            Heading: self._heading,
            Paragraph: self._paragraph,
            Listing: self._listing,
            Table: self._table,
            Aside: self._aside,
            Figure: self._figure,
            PageBreak: lambda block: "",
            Output: self._output,
        }

    def text(self) -> str:
        """Return the whole file."""
        page = self.page
        tones = max((block.tone for block in walk(page.blocks) if isinstance(block, Section)), default=0)
        css = style.sheet(self.theme, tones)
        digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
        footer = _escaped(page.running_line(self.theme.footer))
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(page.lang)}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            f'<meta name="dcterms.identifier" content="{page.stamp.in_xml.decode()}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f"<title>{_escaped(page.name)}</title>\n<style>{css}</style>\n</head>\n"
            f"<body>\n<main>\n{self._blocks(page.blocks)}\n</main>\n<footer>{footer}</footer>\n</body>\n</html>\n"
        )

    def _blocks(self, blocks: tuple[Block, ...]) -> str:
        return "\n".join(made for block in blocks if (made := self.makers[type(block)](block)))

    def _section(self, section: Section) -> str:
        band, rest = on_band(section)
        cover = section.role == "cover"
        part = "" if cover else " part"
        head = self._blocks(band)
        if head:
            looks = f"cover tone-{section.tone}" if cover else "band"
            head = f'<div class="{looks}">{self._logo() if cover else ""}{head}</div>\n'
        return f'<section class="tone-{section.tone}{part}">\n{head}{self._blocks(rest)}\n</section>'

    def _logo(self) -> str:
        data = logo.picture(self.theme)
        if not data:
            return ""
        kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
        source = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        return f'<img class="logo" src="{source}" alt="{_escaped(self.page.publisher)}">\n'

    def _heading(self, heading: Heading) -> str:
        """Return a heading one level lower than on paper, since the title is the page's only `h1`."""
        self.heading, self.anchor, self.heading_lang = plain(heading.runs), heading.anchor, main_language(heading.runs)
        level = heading.level + 1
        code = f' <span class="code">{_escaped(heading.code)}</span>' if heading.code else ""
        return f'<h{level} id="{_escaped(heading.anchor)}">{self._runs(heading.runs)}{code}</h{level}>'

    def _paragraph(self, block: Paragraph) -> str:
        if block.role == "title":
            return f"<h1>{self._runs(block.runs)}</h1>"
        role = f' class="{block.role}"' if block.role else ""
        return f"<p{role}>{self._runs(block.runs)}</p>"

    def _runs(self, runs: Runs) -> str:
        made = ""
        for run in runs:
            text = _escaped(run.text).replace("\n", "<br>")
            text = f"<strong>{text}</strong>" if run.strong else text
            text = f"<em>{text}</em>" if run.em else text
            text = f'<span lang="{_escaped(run.lang)}">{text}</span>' if run.lang else text
            leads = run.href[1:] in self.anchors if run.href.startswith("#") else run.href.lower().startswith(SCHEMES)
            made += f'<a href="{_escaped(run.href)}" rel="noopener noreferrer">{text}</a>' if leads else text
        return made

    def _listing(self, block: Listing) -> str:
        tag = "ol" if block.ordered else "ul"
        return f"<{tag}>{''.join(f'<li>{self._runs(item)}</li>' for item in block.items)}</{tag}>"

    def _table(self, block: Table) -> str:
        block = self.fill.without_unanswered_rows(block)
        count = next((place for place, row in enumerate(block.rows) if not row.head), len(block.rows))
        head = "".join(self._row(row, "col") for row in block.rows[:count])
        body = "".join(self._row(row, "row") for row in block.rows[count:])
        head = f"<thead>{head}</thead>" if head else ""
        role = f' class="{block.role}"' if block.role else ""
        return f"<table{role}>{head}<tbody>{body}</tbody></table>"

    def _row(self, row: Row, scope: str) -> str:
        return f"<tr>{''.join(self._cell(cell, scope) for cell in row.cells)}</tr>\n"

    def _cell(self, cell: Cell, scope: str) -> str:
        only = cell.blocks[0] if len(cell.blocks) == 1 else None
        words = isinstance(only, Paragraph) and not only.role
        made = self._runs(only.runs) if isinstance(only, Paragraph) and words else self._blocks(cell.blocks)
        inner = made or NOTHING
        shade = f' class="shade-{cell.shade}"' if cell.shade else ""
        if not cell.head:
            return f"<td{shade}>{inner}</td>"
        if not cell.code:
            return f'<th scope="{scope}">{inner}</th>'
        code = f'<span class="code">{_escaped(cell.code)}</span> '
        inner = inner.replace("<p>", f"<p>{code}", 1) if inner.startswith("<p>") else f"{code}{inner}"
        return f'<th class="coded" scope="{scope}">{inner}</th>'

    def _aside(self, block: Aside) -> str:
        lang = f' lang="{_escaped(block.lang)}"' if block.lang else ""
        title = f'<p class="name"{lang}>{_escaped(block.title)}</p>\n' if block.title else ""
        return f'<aside class="{block.role}">{title}{self._blocks(block.blocks)}</aside>'

    def _figure(self, block: Figure) -> str:
        captions = tuple(each for each in block.blocks if isinstance(each, Paragraph) and each.role == "caption")
        others = tuple(each for each in block.blocks if each not in captions)
        chart = self.page.charts[block.code]
        title = Run(self.heading, lang=self.heading_lang or self.page.lang if self.heading_lang != chart.lang else "")
        drawn = "".join(
            drawing.svg(chart, self.theme, f"{look}-{_escaped(block.code)}", title, look, width, self.measure)
            for look, width in WIDTHS.items()
        )
        caption = f"<figcaption>{self._blocks(captions)}</figcaption>" if captions else ""
        return f"<figure>{drawn}\n{self._blocks(others)}{caption}</figure>"

    def _output(self, block: Output) -> str:
        if block.name == "contents":
            return self._contents()
        if block.name == "said":
            return self._said(block)
        return "\n".join(f'<p class="small">{_escaped(line)}</p>' for line in self.page.copy_lines())

    def _contents(self) -> str:
        groups: list[list[Heading]] = []
        for heading, _ in self.page.contents():
            if heading.level > 1 and groups and groups[-1][0].level == 1:
                groups[-1].append(heading)
            else:
                groups.append([heading])
        made = ""
        for top, *others in groups:
            below = "".join(f"<li>{_link(heading)}</li>" for heading in others)
            made += f"<li>{_link(top)}{f'<ol>{below}</ol>' if below else ''}</li>\n"
        named = f' aria-labelledby="{_escaped(self.anchor)}"' if self.anchor else ""
        return f"<nav{named}><ol>{made}</ol></nav>"

    def _said(self, block: Output) -> str:
        """Return a field's tally and every response's answer, as a list if no respondent is named."""
        field = self.page.fields[block.code]
        said, tally = self.fill.above(field), self.fill.tallies.get(block.code, "")
        title = Run(block.title if said or tally else "", strong=True, lang=self.page.foreign.get(block.title, ""))
        tally = "".join(f"<p>{self._runs((head,))}</p>" for head in (title, Run(tally, strong=True)) if head.text)
        looks = "said" if field.kind == "text" else "said line"
        if said and all(each.who == UNNAMED for each in said):
            items = "".join(f"<li>{_answer(each)}</li>" for each in said)
            return f'{tally}<ul class="{looks}">{items}</ul>'
        named = (_answer(each, f"<strong>{_escaped(each.who)}</strong> ") for each in said)
        return tally + "\n".join(f'<div class="{looks}">{answer}</div>' for answer in named)


def _answer(said: Said, who: str = "") -> str:
    """Return an answer's paragraphs, without white space between them, which would be shown."""
    first, *further = map(_escaped, paragraphs(as_text(said.value)))
    return "".join(f"<p>{part}</p>" for part in (f"{who}{first}", *further))


def _link(heading: Heading) -> str:
    said, lang = _escaped(plain(heading.runs)), main_language(heading.runs)
    said = f'<span lang="{_escaped(lang)}">{said}</span>' if lang else said
    return f'<a href="#{_escaped(heading.anchor)}">{said}</a>'


def _escaped(text: str) -> str:
    return escape(clean(text))
