"""The shape of a toolkit's content: frozen structs, one per kind of item.

`validation.validated` makes them from a file's data; it says in words what they refuse, of a pattern its description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, field

from toolkit_cli.kits.constraints import Code, Language, Link, Name, Slug, Text, Version
from toolkit_cli.kits.itemparts import Chart, Model, Option, Point, Source, When
from toolkit_cli.kits.options import alike, doubled
from toolkit_cli.ticks import BOXES

REFERENCE = re.compile(r"\[\[([^\[\]]+)\]\]")
RESPONDENT_LINES = ("organisation", "country", "role", "date")  # lines about who answers that the program knows by name
AnswerKind = Literal["text", "line", "yes_no", "yes_no_unsure", "choice", "many", "count", "date"]


class Item(Model, tag_field="kind", kw_only=True, frozen=True):
    """A piece of a kit; `facilitation` is a note on it in the facilitator edition."""

    code: Code
    facilitation: Text | None = None

    @property
    def kind(self) -> str:
        return str(self.__struct_config__.tag)


class TextItem(Item, tag="text", kw_only=True, frozen=True):
    """A text; with `notes`, a box for notes stands below it."""

    title: Name | None = None
    text: Text
    sources: tuple[Source, ...] = ()
    notes: bool = False


class Callout(Item, tag="callout", kw_only=True, frozen=True):
    """A text that is set apart from the others."""

    title: Name | None = None
    text: Text


class Prompts(Item, tag="prompts", kw_only=True, frozen=True):
    """Questions to talk about; with `notes`, a box for notes stands below them."""

    title: Name | None = None
    text: Text | None = None
    prompts: Annotated[tuple[Text, ...], Meta(min_length=1)]
    notes: bool = False


class Figure(Item, tag="figure", kw_only=True, frozen=True):
    """A chart; `alt` says in words what it shows."""

    title: Name
    text: Text | None = None
    chart: Chart
    caption: Text
    source: Source
    licence: Text
    alt: Text


class Question(Item, tag="question", kw_only=True, frozen=True):
    """A question with a place for its answer.

    `more` is asked after it, in a box of its own. `share_of` is the code of the count of which this one is a part,
    `lines` how high the box is.
    """

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
    """Concerns, and recommendations of which each can be ticked."""

    title: Name
    text: Text | None = None
    concerns: tuple[Point, ...] = ()
    recommendations: tuple[Point, ...] = ()


class Opportunity(Item, tag="opportunity", frozen=True):
    """What a change makes possible."""

    title: Name
    text: Text


class Debate(Item, tag="debate", kw_only=True, frozen=True):
    """An assumption with what speaks for and against it; only facilitators get the publisher's position."""

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
    """A line about who answers."""

    name: Slug
    label: Name
    answer: Literal["line", "date"] = "line"


class Respondent(Model, kw_only=True, frozen=True):
    """What is asked about who answers."""

    code: Code
    title: Name
    text: Text | None = None
    fields: Annotated[tuple[RespondentField, ...], Meta(min_length=1)]

    def __post_init__(self) -> None:
        if name := doubled(field.name for field in self.fields):
            raise ValueError(f"two fields have the same name, {name!r}")


class Publisher(Model, frozen=True):
    """Who publishes the toolkit, with the short name that is printed beside positions."""

    name: Name
    short: Name


class Publication(Model, kw_only=True, frozen=True):
    """What the content follows, and whose wording is the authority."""

    title: Name
    year: int | None = None
    url: Link | None = None
    text: Text


class Box(Model, frozen=True):
    """A text with a title, in a box."""

    title: Name
    text: Text


class Head(Model, kw_only=True, frozen=True):
    """What stands in a toolkit's main file beside its kits."""

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
    """A toolkit's main file; `kits` are the names of the files of its kits."""

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
    words: dict[str, str] = field(default_factory=dict)
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
