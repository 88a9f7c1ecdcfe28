"""What questions depend on: the answers that `when` names, and the counts of which `share_of` makes a share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Any

from toolkit_cli.errors import Problem, nearest, quoted
from toolkit_cli.files.yamlfile import Document, Place
from toolkit_cli.kits.options import OFFERED


def check(documents: Sequence[Document], unread: Set[str] | None, problems: list[Problem]) -> None:
    """Add to `problems` what is wrong in the `when` and `share_of` of questions, also of those with other problems.

    `unread` are the codes in files that could not be read: to name one is no problem. If it is None, these codes are
    not known, and to name any code that is not here is no problem.
    """
    problems += _conditions(documents, unread)
    problems += _shares(documents, unread)
    for keys in (("when", "field"), ("share_of",)):
        problems += _circles(documents, keys)


def later(documents: Sequence[Document]) -> Iterator[Problem]:
    """Yield the questions that depend on a later one; the kits stand in reading order and have no mistakes."""
    order = {item["code"]: number for number, (_, _, item) in enumerate(_questions(documents))}
    for document, place, item, field in _naming(documents, ("when", "field")):
        if order[field] > order[item["code"]]:
            what = f"{field} comes after {item['code']}, which depends on the answer to it."
            yield document.problem(place, what, f"Put {field} before it.")


def _questions(documents: Sequence[Document]) -> Iterator[tuple[Document, Place, dict[str, Any]]]:
    """Yield every question as it stands in the files, with its place."""
    for document in documents:
        items = document.data.get("items") if isinstance(document.data, dict) else None
        for index, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict) and item.get("kind") == "question":
                yield document, ("items", index), item


def _naming(
    documents: Sequence[Document], keys: tuple[str, ...]
) -> Iterator[tuple[Document, Place, dict[str, Any], str]]:
    """Yield every question that names another at the end of the path `keys`, with the name's place, and the name."""
    for document, at, item in _questions(documents):
        named: Any = item
        for key in keys:
            named = named.get(key) if isinstance(named, dict) else None
        if isinstance(named, str):
            yield document, (*at, *keys), item, named


def _conditions(documents: Sequence[Document], unread: Set[str] | None) -> Iterator[Problem]:
    """Check the fields that `when` names, and the answers to them."""
    asked: dict[str, dict[str, Any]] = {}
    for _, _, item in _questions(documents):
        asked.setdefault(str(item.get("code")), item)  # of two with one code, the first counts
    for document, place, item, field in _naming(documents, ("when", "field")):
        if field not in asked and (unread is None or field in unread):
            continue
        if field not in asked:
            yield document.problem(place, f"{quoted(field)} is not a question.", nearest(field, list(asked)))
            continue
        if field == item.get("code"):
            what = f"{quoted(field)} depends on its own answer."
            yield document.problem(place, what, "Name another question, or take 'when' out.")
            continue
        said, offered = item["when"].get("is"), _offered(asked[field])
        if isinstance(said, str) and said not in offered:
            fix = f"It offers: {', '.join(offered)}." if offered else "It offers no choices."
            yield document.problem((*place[:-1], "is"), f"{quoted(said)} is not an answer to {field}.", fix)


def _offered(item: dict[str, Any]) -> tuple[str, ...]:
    """Return the codes of what a question offers."""
    options = item.get("options")
    listed = (each.get("code") for each in options if isinstance(each, dict)) if isinstance(options, list) else ()
    return OFFERED.get(str(item.get("answer"))) or tuple(code for code in listed if isinstance(code, str))


def _shares(documents: Sequence[Document], unread: Set[str] | None) -> Iterator[Problem]:
    """Check that a question with `share_of` is a count, and names another one."""
    counts = [str(item.get("code")) for _, _, item in _questions(documents) if item.get("answer") == "count"]
    asked = {str(item.get("code")) for _, _, item in _questions(documents)}
    for document, place, item, whole in _naming(documents, ("share_of",)):
        others = [code for code in counts if code != item.get("code")]
        if item.get("answer") != "count":
            what = f"{quoted(str(item.get('code')))} does not ask for a count, so it cannot be a share."
            yield document.problem(place, what, "Take 'share_of' out, or write 'answer: count'.")
        elif whole not in others and (whole in asked or (unread is not None and whole not in unread)):
            what = f"{quoted(whole)} is not another question that asks for a count."
            fix = nearest(whole, others) or "Name the code of the question of which this counts a share."
            yield document.problem(place, what, fix)


def _circles(documents: Sequence[Document], keys: tuple[str, ...]) -> Iterator[Problem]:
    """Yield each circle of questions that name one another, once; a question that names itself makes none."""
    named: dict[str, str] = {}
    found: dict[str, tuple[Document, Place]] = {}
    for document, place, item, other in _naming(documents, keys):
        code = str(item.get("code"))
        named.setdefault(code, other)
        found.setdefault(code, (document, place))
    gone = set[str]()
    for code in named:
        way: list[str] = []
        while code in named and code not in gone:
            way.append(code)
            gone.add(code)
            code = named[code]
        circle = way[way.index(code) :] if code in way else []
        if len(circle) > 1:
            document, place = found[circle[0]]
            steps = ", ".join(f"{quoted(each)} on {quoted(named[each])}" for each in circle)
            what = f"These questions depend on one another in a circle: {steps}."
            yield document.problem(place, what, f"Take {keys[0]!r} out of one of them.")
