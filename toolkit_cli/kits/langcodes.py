"""Languages as people write them: `IT`, `it-IT` and `Italian` for what is `it` here, and `gr` for `el`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

CODE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl"}  # as gettext calls them, behind an @

LEFTWARDS = ("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi")  # written from right to left
UNSUPPORTED = "Scripts that run from right to left are not supported: take a language that runs from left to right."


def runs_leftwards(lang: str) -> bool:
    """Say whether a language is written from right to left."""
    return lang.split("-")[0] in LEFTWARDS


def code(lang: str) -> str:
    """Return the code of a language that is written as other programs do: `PL`, `pt_BR`, `pl_PL.UTF-8`, `sr@latin`.

    "" for what is none, such as a name.
    """
    said, _, script = lang.strip().partition("@")
    first, *rest = re.split("[-_]", said.partition(".")[0])
    rest = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest]
    made = "-".join([first.lower(), *([SCRIPTS.get(script.lower(), "?")] if script else []), *rest])
    return made if CODE.fullmatch(made) else ""


def is_readable(code: str) -> bool:
    """Say whether programs for translators can read a code: a language, then at most a script, a region, a variant."""
    from babel.core import parse_locale

    try:
        return bool(parse_locale(code, sep="-"))
    except ValueError:
        return False


def advice(lang: str) -> str:
    """Say what to do about a word that is no code of a language: which was likely meant."""
    likely = likely_code(lang)
    return f"Did you mean {likely!r}?" if likely else "Give one such as it or pt-BR."


def likely_code(lang: str) -> str:
    """Return the code that was likely meant by a word that is none, such as `pt_BR` or `Italian`; "" where none was."""
    from babel.localedata import locale_identifiers

    return code(lang) or meant(lang, [each for each in locale_identifiers() if "_" not in each])


def meant(lang: str, known: Collection[str]) -> str:
    """Return which of the known codes was likely meant by a language that is not known; "" where none was."""
    from babel.core import Locale, UnknownLocaleError

    first = re.split("[-_]", lang)[0].lower()
    likely = {first, usual(first)}
    for code in sorted(known):
        try:
            locale = Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        names = {str(name).casefold() for name in (locale.english_name, locale.display_name)}
        likely |= {code} if lang.casefold() in names else set()
    return next((code for code in sorted(known) if code in likely), "")


def missing_advice(lang: str, known: Sequence[str], folder: str) -> str:
    """Say what to do about a language in which a toolkit is not, unlike the `known` ones.

    `folder` is how a command names the toolkit's folder, with a blank behind it; "" for a shipped one.
    """
    likely = meant(lang, known)
    if likely:
        return f"Did you mean {likely!r}?"
    first = f"Known: {', '.join(known)}."
    if not CODE.fullmatch(lang):
        return f"{first} Give the code of a language, such as it or pt-BR."
    if runs_leftwards(lang):
        return f"{first} {UNSUPPORTED}"
    begun = f"toolkit translate export {folder}--lang {lang}"
    return f"{first} Begin one with: {begun}, and give it with --translation {lang}.po"


def usual(code: str) -> str:
    """Return the usual code of a language for a longer one, or for that of a country, which is often taken for it.

    What is none of the two is returned as it is. It may be a former one: Romanian in Moldova once had that of Macao.
    """
    from babel.core import Locale, get_global

    other = str(get_global("language_aliases").get(code, ""))
    if len(code) == 3 and len(other) == 2:
        return other
    if other or code in Locale("en").languages:
        return code
    return str(get_global("likely_subtags").get(f"und_{code.upper()}", code)).partition("_")[0]
