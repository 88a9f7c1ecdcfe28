"""Names of organisations: which are the same, which may be the same, and how one that many people write is spelt."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile

from toolkit_cli.characters import as_read, unaccented, visible
from toolkit_cli.responses.equality import normalised, plain
from toolkit_cli.responses.joined import Joined

GREEK = re.compile("([\u0370-\u03ff])[\u0300-\u036f]+")
NUMBERED = re.compile(r"\w|[ivx]+|.*\d.*")  # words by which an organisation's places are told apart
LONG = 8  # letters of a name in which a slip of one letter is likelier than another name
LONGEST = 200  # letters of a name in which slips are looked for: each gives a form of it
# What people leave out of a name: legal forms of associations, foundations and companies, without accents and signs.
LEGAL_FORMS = {
    "ab", "ag", "aisbl", "aps", "as", "asbl", "asd", "cic", "cio", "coop", "doo", "eg", "ets", "ev", "gesmbh", "ggmbh",
    "gmbh", "inc", "kft", "kg", "limited", "llc", "llp", "ltd", "mbh", "mtu", "ngo", "odv", "ong", "onlus", "oo", "ops",
    "ou", "oy", "oz", "plc", "rf", "ry", "sa", "sarl", "sas", "shpk", "sia", "sl", "spzoo", "srl", "sro", "uab", "ug",
    "vsi", "vzw", "zs", "zu", "αμκε", "μκο",
}  # fmt: skip


def name_key(name: str) -> str:
    """Return an organisation's name as it is compared.

    Capitals, blanks and invisible characters make no difference, nor do Greek accents, which capitals do not have, nor
    the dot of a Turkish i.
    """
    parts = unicodedata.normalize("NFD", plain(visible(name)).casefold())
    return unicodedata.normalize("NFC", GREEK.sub(r"\1", parts).replace("i\u0307", "i").replace("ı", "i"))


def usual_spelling(names: Iterable[str]) -> str:
    """Return the spelling that most people use of what they all name.

    It is one without characters that nobody sees, if there is any: between emojis they may be meant.
    """
    seen: dict[str, Counter[str]] = {}
    for name in names:
        seen.setdefault(as_read(name), Counter())[normalised(name)] += 1
    usual = min(seen, key=lambda name: (-seen[name].total(), name))
    return usual if usual in seen[usual] else min(seen[usual], key=lambda name: (-seen[usual][name], name))


def similar_names(names: Iterable[str]) -> Iterator[list[str]]:
    """Yield groups of different names that may be one.

    They differ only in accents, script, signs and legal forms, or by one slip: a letter more, less or another, or two
    that have changed places.
    """
    spelt: dict[str, str] = {}
    for name in names:
        spelt.setdefault(name_key(name), as_read(name))
    words = {key: _words(key) for key in spelt if _words(key)}
    joined = Joined[str]()
    met: dict[tuple[str, ...], list[str]] = {}
    for key, said in words.items():
        letters = "".join(said)
        numbers = tuple(filter(NUMBERED.fullmatch, said))
        slips = len(letters) if LONG <= len(letters) <= LONGEST else 0
        shorter = (letters[:at] + letters[at + 1 :] for at in range(slips))
        for form in {letters, *shorter}:
            others = met.setdefault((form, *numbers), [])
            for other in others:
                if _is_slip(letters, "".join(words[other])):
                    joined.join(key, other)
            others.append(key)
    yield from (sorted(spelt[key] for key in group) for group in joined.sets(words, str) if len(group) > 1)


def _words(key: str) -> list[str]:
    """Return the words of a name, without accents and signs, and without legal forms if anything else is left."""
    words = list(filter(None, ("".join(filter(str.isalnum, word)) for word in unaccented(key).split())))
    made: list[str] = []
    for is_single, group in groupby(words, key=lambda word: len(word) == 1):
        there = list(group)
        made += ["".join(there)] if is_single else there  # "e. V.", "d. o. o."
    return [word for word in made if word not in LEGAL_FORMS] or made


def _is_slip(one: str, other: str) -> bool:
    """Say whether two words differ in nothing, in one letter, or in two that have changed places."""
    one, other = _from_difference(one, other)
    one, other = _from_difference(one[::-1], other[::-1])
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


def _from_difference(one: str, other: str) -> tuple[str, str]:
    """Return what two words are from the first letter on in which they differ."""
    same = sum(1 for _ in takewhile(lambda letters: letters[0] == letters[1], zip(one, other, strict=False)))
    return one[same:], other[same:]
