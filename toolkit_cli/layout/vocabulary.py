"""The markup's vocabulary: its tags and attributes, which may be inside which, and the roles that a theme knows."""

from __future__ import annotations

INLINE = {"strong": set(), "em": set(), "a": {"href"}, "br": set(), "span": {"lang"}}
BLOCKS: dict[str, set[str]] = {
    "h1": {"id", "code"},
    "h2": {"id", "code"},
    "h3": {"id", "code"},
    "p": {"role"},
    "ul": set(),
    "ol": set(),
    "li": set(),
    "table": {"role"},
    "tr": set(),
    "th": {"code"},
    "td": {"shade"},
    "figure": {"code"},
    "aside": {"role", "title", "lang"},
    "section": {"role", "tone"},
    "pagebreak": set(),
    "field": {"code"},
    "fields": {"about", "answer"},
    "output": {"name", "code", "title"},
}
# What to write for a tag of HTML.
INSTEAD = {
    "b": "Write <strong>.",
    "i": "Write <em>.",
    "u": "Write <em> or <strong>.",
    "h4": "Write <h3>.",
    "div": 'Write <section role="together"> or <aside role="note">, or leave it out.',
    "blockquote": 'Write <aside role="note">.',
    "thead": "Leave it out: rows stand in the <table> itself.",
    "tbody": "Leave it out: rows stand in the <table> itself.",
    "img": "A logo is named in the theme, a chart in the content; there are no other pictures.",
}
VOID = {"br", "pagebreak", "output"}
PROSE = {"h1", "h2", "h3", "p", "li"}
CELLS = {"th", "td"}
# What may be directly inside an element; elements that are not listed take any block.
INSIDE = {"ul": {"li"}, "ol": {"li"}, "table": {"tr"}, "tr": {"th", "td"}, "fields": {"field"}}
ONLY_IN = {"li": {"ul", "ol"}, "tr": {"table"}, "th": {"tr"}, "td": {"tr"}}
ROLES = {
    "p": {"", "lead", "guidance", "caption", "source", "small", "title", "subtitle", "edition", "kicker", "assumption"},
    "table": {"", "numbers", "heat", "versus"},
    "aside": {"notice", "caution", "tip", "note", "callout", "position", "prompts"},
    "section": {"cover", "contents", "front", "kit", "back", "together"},
    "output": {"contents", "copy", "said", "responses", "respondents", "planned", "compared", "times", "changes"},
}
NEEDED = {"field": "code", "figure": "code", "output": "name"}
# These concern whole pages, and may not be inside a box or a cell.
PAGE_ONLY = {"section", "pagebreak", "output"}
# Outputs that may, since they are words of answers.
PLACED = {"said", "planned", "compared", "times", "changes"}
