"""The shape of a toolkit's content: frozen structs, one per kind of item.

`validation.validated` makes them from a file's data; it says in words what they refuse, of a pattern its description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec import field as named

from toolkit_cli.kits import langcodes
from toolkit_cli.kits.options import alike, doubled
from toolkit_cli.ticks import BOXES

REFERENCE = re.compile(r"\[\[([^\[\]]+)\]\]")
Text = Annotated[str, Meta(min_length=1)]
Name = Annotated[str, Meta(min_length=1, max_length=400)]  # a heading: a page has to hold it, with what it stands above
Mark = Annotated[str, Meta(min_length=1, max_length=150)]  # what stands at a chart's bar
Level = Annotated[str, Meta(min_length=1, max_length=60)]  # of a chart: its name stands in one line of the key
TEXTS = (Text, Name, Mark, Level)  # what is read by people, and translated
CODE = "a code begins with a capital letter and holds Latin letters (A-Z, a-z) and digits only"
Code = Annotated[str, Meta(pattern=r"^[A-Z][A-Za-z0-9]*$", max_length=20, description=CODE)]
SLUG = "it begins with a letter and takes small Latin letters (a-z), digits and hyphens only"
Slug = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40, description=SLUG)]
LINK = "a web address that begins with https:// is expected here"
Link = Annotated[str, Meta(pattern=r"^(https?://|mailto:)\S+$", description=LINK)]
VERSION = 'a version such as "1.0" is expected here'
Version = Annotated[str, Meta(pattern=r"^[0-9A-Za-z][0-9A-Za-z.+-]*$", max_length=20, description=VERSION)]
LANG = "a language code such as en or pt-BR is expected here"
Language = Annotated[str, Meta(pattern=f"^{langcodes.CODE.pattern}$", description=LANG)]
RESPONDENT_LINES = ("organisation", "country", "role", "date")  # lines about who answers that the program knows by name
AnswerKind = Literal["text", "line", "yes_no", "yes_no_unsure", "choice", "many", "count", "date"]


class Model(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a file; the keys that it does not name are refused."""


class Source(Model, frozen=True):
    text: Text
    url: Link | None = None


class Option(Model, frozen=True):
    """An answer that a `choice` or `many` question offers."""

    code: Slug
    label: Name


class When(Model, kw_only=True, frozen=True):
    """On what a question depends: another field's answer, or a clause that the reader judges."""

    field: str | None = None
    is_: Slug | None = named(name="is", default=None)
    text: Text

    def __post_init__(self) -> None:
        if (self.field is None) != (self.is_ is None):
            raise ValueError("'field' and 'is' belong together")


class Point(Model, frozen=True):
    """A sentence with a code of its own: a concern, a recommendation, a pro, a con, a position."""

    code: Code
    text: Text


class Item(Model, tag_field="kind", kw_only=True, frozen=True):
    code: Code
    facilitation: Text | None = None

    @property
    def kind(self) -> str:
        return str(self.__struct_config__.tag)


class TextItem(Item, tag="text", kw_only=True, frozen=True):
    title: Name | None = None
    text: Text
    sources: tuple[Source, ...] = ()
    notes: bool = False


class Callout(Item, tag="callout", kw_only=True, frozen=True):
    title: Name | None = None
    text: Text


class Prompts(Item, tag="prompts", kw_only=True, frozen=True):
    title: Name | None = None
    text: Text | None = None
    prompts: Annotated[tuple[Text, ...], Meta(min_length=1)]
    notes: bool = False


class Bar(Model, frozen=True):
    label: Mark
    counts: Annotated[tuple[Annotated[int, Meta(ge=0)], ...], Meta(min_length=1)]

    def __post_init__(self) -> None:
        if not sum(self.counts):
            raise ValueError("a bar needs a count above 0")


class Chart(Model, frozen=True):
    """Stacked bars: `levels` name the parts, least to most; each bar counts `unit` at each level."""

    unit: Mark
    levels: Annotated[tuple[Level, ...], Meta(min_length=2, max_length=6)]
    bars: Annotated[tuple[Bar, ...], Meta(min_length=1, max_length=12)]

    def __post_init__(self) -> None:
        for bar in self.bars:
            if len(bar.counts) != len(self.levels):
                raise ValueError(f"{bar.label!r} has {len(bar.counts)} counts for {len(self.levels)} levels")


class Figure(Item, tag="figure", kw_only=True, frozen=True):
    title: Name
    text: Text | None = None
    chart: Chart
    caption: Text
    source: Source
    licence: Text
    alt: Text


class Question(Item, tag="question", kw_only=True, frozen=True):
    question: Text
    answer: AnswerKind
    options: tuple[Option, ...] = ()
    more: Text | None = None
    when: When | None = None
    share_of: Code | None = None
    lines: Annotated[int, Meta(ge=1, le=40)] | None = None

    def __post_init__(self) -> None:
        if (offers := self.answer in ("choice", "many")) != bool(self.options):
            raise ValueError(f"the answer {self.answer!r} {'needs' if offers else 'takes no'} 'options'")
        if code := doubled(option.code for option in self.options):
            raise ValueError(f"two options have the same code, {code!r}")
        if pair := next(alike({option.code: option.label for option in self.options}), ()):
            raise ValueError(f"the options {' and '.join(map(repr, pair))} have the same label")
        if any(sign in option.label for option in self.options for sign in BOXES):
            raise ValueError("a label holds a sign of a box to tick, which every option has already")


class Challenge(Item, tag="challenge", frozen=True):
    title: Name
    text: Text | None = None
    concerns: tuple[Point, ...] = ()
    recommendations: tuple[Point, ...] = ()


class Opportunity(Item, tag="opportunity", frozen=True):
    title: Name
    text: Text


class Debate(Item, tag="debate", kw_only=True, frozen=True):
    title: Name
    text: Text | None = None
    assumption: Text
    pros: tuple[Point, ...] = ()
    cons: tuple[Point, ...] = ()
    position: Point | None = None


AnyItem = TextItem | Callout | Prompts | Figure | Question | Challenge | Opportunity | Debate


class Facilitation(Model, frozen=True):
    """How to run a kit as a session; printed in the facilitator edition only."""

    aim: Text | None = None
    timing: Text | None = None
    grouping: Text | None = None
    watch: tuple[Text, ...] = ()


class Kit(Model, kw_only=True, frozen=True):
    """A part that a reader can choose. `part` says where it belongs: before the kits, one of them, after them."""

    code: Code
    part: Literal["front", "kit", "back"] = "kit"
    title: Name
    facilitation: Facilitation | None = None
    items: Annotated[tuple[AnyItem, ...], Meta(min_length=1)]


class RespondentField(Model, frozen=True):
    name: Slug
    label: Name
    answer: Literal["line", "date"] = "line"


class Respondent(Model, kw_only=True, frozen=True):
    code: Code
    title: Name
    text: Text | None = None
    fields: Annotated[tuple[RespondentField, ...], Meta(min_length=1)]

    def __post_init__(self) -> None:
        if name := doubled(field.name for field in self.fields):
            raise ValueError(f"two fields have the same name, {name!r}")


class Publisher(Model, frozen=True):
    name: Name
    short: Name


class Publication(Model, kw_only=True, frozen=True):
    """What the content follows, and whose wording is the authority."""

    title: Name
    year: int | None = None
    url: Link | None = None
    text: Text


class Box(Model, frozen=True):
    title: Name
    text: Text


class Head(Model, kw_only=True, frozen=True):
    toolkit: Slug
    version: Version
    lang: Language = "en"
    title: Name
    subtitle: Name | None = None
    publisher: Publisher
    source: Publication
    notice: Box | None = None
    caution: Box | None = None
    respondent: Respondent | None = None


class ToolkitFile(Head, kw_only=True, frozen=True):
    kits: Annotated[tuple[Text, ...], Meta(min_length=1)]


class Toolkit(Head, kw_only=True, frozen=True, eq=False):
    """One body of content, checked. It is compared by identity, so that a cache can hold what was made of it.

    `tones` numbers the kits by code, from 1, and 0 for front and back matter; `titles` names every kit. Both stay as
    they are when a selection leaves kits out, and sets `whole` to False. In a translation, `words` are the workbook's
    own words by name, and `untranslated` the texts that are still in the language `original`.
    """

    kits: tuple[Kit, ...]
    tones: dict[str, int]
    titles: dict[str, str]
    whole: bool = True
    words: dict[str, str] = {}
    original: str = ""
    untranslated: frozenset[str] = frozenset()

    @property
    def respondent_code(self) -> str:
        """The code of what is asked about who answers; "" where nothing is."""
        return self.respondent.code if self.respondent else ""

    def respondent_lines(self) -> dict[str, RespondentField]:
        """Return the lines about who answers by their fields' codes, `R-organisation`, in reading order."""
        lines = self.respondent.fields if self.respondent else ()
        return {f"{self.respondent_code}-{line.name}": line for line in lines}

    def items(self) -> Iterator[tuple[Kit, AnyItem]]:
        """Return every item with its kit, in reading order."""
        return ((kit, item) for kit in self.kits for item in kit.items)

    def codes(self) -> list[str]:
        """Return the codes of kits, items and points in reading order; the respondent's first."""
        found = [self.respondent_code] if self.respondent_code else []
        for kit in self.kits:
            found.append(kit.code)
            for item in kit.items:
                found.append(item.code)
                found += [point.code for _, point in points(item)]
        return found


def points(item: AnyItem) -> Iterator[tuple[str, Point]]:
    """Yield an item's points with their kind, in reading order."""
    if isinstance(item, Challenge):
        yield from (("concern", point) for point in item.concerns)
        yield from (("recommendation", point) for point in item.recommendations)
    if isinstance(item, Debate):
        yield from (("pro", point) for point in item.pros)
        yield from (("con", point) for point in item.cons)
        if item.position:
            yield "position", item.position
