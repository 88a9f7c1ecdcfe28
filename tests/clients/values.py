"""Nasty values: what people type, paste and let their programs make of it, one for every field of the workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import cycle

from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.values import Value
from toolkit_cli.layout.page import Page

SENTENCE = "Θα συνεχίσουμε – “we’ll go on”, (nastavit ćemo) \\ до краја. "
LONG = (SENTENCE * 400)[:19_990] + "\n\nThe end."

TEXTS = {
    "lines": "First line\nsecond line\nthird line",
    "blank lines": "above\n\n\nbelow",
    "line breaks at both ends": "\n\nin between\n\n",
    "tabs": "one\ttwo\n\tindented\t",
    "quotes": "“We” – ‘they’ — it’s … „so“, «ça» \" '",
    "greek": "Καλημέρα σας· πώς είστε; ΐ ΰ Ώ",
    "cyrillic": "Како сте? Љубав, ђак, њега, Ѓѓ Ќќ, ёлка",
    "croatian and albanian": "čćžšđ ČĆŽŠĐ dž; çështja e parë është ëndërr",
    "combining": "e\u0301 is no é, c\u030c is no č",
    "emoji": "😀 and 👍🏽",
    "spaces at both ends": "   three before, three after   ",
    "spaces between": "a  b   c",
    "no-break space and soft hyphen": "10\u00a0km, Zu\u00adcker",
    "long": LONG,
    "formula": "=1+1",
    "more formulas": "@SUM(A1)\n+1\n-1",
    "a code": "[S3]",
    "a code with its question": "[S4a] What did you change?\n[S5] no",
    "a ticked box": "☒ Yes",
    "boxes": "☐ Yes\n☒ No",
    "parentheses": "(parens\\) (( \\\\ \\n \\101 )",
    "markup": "<b>&amp;</b> ]]> <w:t>x</w:t> <!-- -->",
    "template": "{{ 7 * 7 }} {% raw %} {# #} ${x}",
    "percent": "%PDF-1.7 %s %d 100 % %%EOF",
    "an option": "yes",
    "an option's label": "Planned",
    "a button's state": "/Off",
    "nothing in words": "null",
    "digits": "007",
    "many digits": "12345678901234567890",
    "a date": "2021-03-04",
    "a field's name": "D1-stance",
    "yaml": "- a: b\n# no comment\n'",
    "a byte order mark of Latin letters": "þÿ and ÿþ, € † ™ Œ ﬁ ½ ž Ÿ",
}
# What a program writes as bytes without saying that they are no UTF-16.
AS_UTF_16 = "\u2061\u6e64\u20ff\ufe2c\u20a0\u2081\u2092\u2096\u2093\u20bd\u209e\u2098"
LINES = ("  Οργάνωση “Đak” & <b>sons</b> \\(1)  ", "Ћирилица, Çelës, =1+1", "☒ Yes [S3] 😀")
COUNTS = (("0", "0"), (" 014 ", "14"))
DATES = (("7. 3. 2021", "2021-03-07"),)
BLANK = " \n \t"  # no answer
LEFT = ("text", "yes_no", "yes_no_unsure", "choice")  # the last field of these kinds is left empty


@dataclass(frozen=True)
class Given:
    """What is put into a field: a text, or ticks at options; and the answer that has to come back, if any."""

    code: str
    kind: str
    text: str = ""
    ticks: tuple[str, ...] = ()
    answer: Value | None = None

    def becomes(self, answer: Value | None) -> Given:
        """Return this with the answer that a program is known to make of it."""
        return replace(self, answer=answer)


def given(page: Page) -> list[Given]:
    """Give a workbook's fields the nasty values and every option in turn; the last of each of LEFT is left empty.

    The last text before the empty one gets nothing but blanks.
    """
    made = list(_given(page.fields.values()))
    left = {each.kind: each.code for each in made if each.kind in LEFT}
    kept = [each for each in made if each.code not in left.values()]
    blank = [each.code for each in kept if each.kind == "text"][-1:]
    return [replace(each, text=BLANK, answer=None) if each.code in blank else each for each in kept]


def _given(fields: Iterable[Field]) -> Iterator[Given]:
    texts, lines, counts, dates = cycle(TEXTS.values()), cycle(LINES), cycle(COUNTS), cycle(DATES)
    turns: Counter[str] = Counter()
    for field in fields:
        code, kind = field.code, field.kind
        if kind == "many":
            options = tuple(option.code for option in field.options)
            yield Given(code, kind, ticks=options, answer=options)
        elif field.options:
            option = field.options[turns[kind] % len(field.options)].code
            turns[kind] += 1
            yield Given(code, kind, ticks=(option,), answer=option)
        elif kind in ("count", "date"):
            text, answer = next(counts if kind == "count" else dates)
            yield Given(code, kind, text, answer=answer)
        else:
            text = next(lines if kind == "line" else texts)
            yield Given(code, kind, text, answer=text)
