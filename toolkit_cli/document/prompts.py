"""Recognises prompts: the words in a content control that nobody has filled in, in the language of the program."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set

from toolkit_cli.document.story import Control, Paragraph, Piece
from toolkit_cli.marks import PROMPT

BLANK = "\u00a0"
AMID = re.compile(f"(?<!{BLANK}){PROMPT}(?!{BLANK})")
STYLE = "placeholdertext"
# Those that Word puts into a control that somebody has emptied; white space and the last full stop do not matter.
# "Select item" is ONLYOFFICE's, in a control of an ODT that LibreOffice has saved.
WORD = """
Click or tap here to enter text|Click here to enter text|Click or tap to enter a date|Click here to enter a date
Choose an item|Select item|Enter any content that you want to repeat|Tap or click here to enter text
Klicken oder tippen Sie hier, um Text einzugeben|Klicken Sie hier, um Text einzugeben|Wählen Sie ein Element aus
Cliquez ou appuyez ici pour entrer du texte|Cliquez ici pour entrer du texte|Cliquez ici pour taper du texte
Choisissez un élément|Haga clic o pulse aquí para escribir texto|Haga clic aquí para escribir texto
Elija un elemento|Fare clic o toccare qui per immettere il testo|Fare clic qui per immettere testo
Fare clic qui per immettere il testo|Clique ou toque aqui para introduzir texto|Clique aqui para introduzir texto
Clique ou toque aqui para inserir o texto|Clique aqui para digitar texto|Clique aqui para inserir o texto
Klik of tik om tekst in te voeren|Klik hier als u tekst wilt invoeren|Klicka eller tryck här för att ange text
Klicka här för att ange text|Klik eller tryk her for at skrive tekst|Klik eller tryk her for at angive tekst
Klik her for at angive tekst|Klikk eller trykk her for å skrive inn tekst|Klikk her for å skrive inn tekst
Kirjoita tekstiä napsauttamalla tai napauttamalla tätä|Kirjoita tekstiä napsauttamalla tätä
Kliknij lub naciśnij tutaj, aby wprowadzić tekst|Kliknij tutaj, aby wprowadzić tekst
Klikněte nebo klepněte sem a zadejte text|Klikněte sem a zadejte text|Klepněte sem a zadejte text
Kliknutím nebo klepnutím sem zadáte text|Kliknutím sem zadáte text
Kliknite alebo ťuknite sem a zadajte text|Kliknite sem a zadajte text|Kliknutím alebo ťuknutím sem zadáte text
Szöveg beírásához kattintson vagy koppintson ide|Szöveg beírásához kattintson ide|Szöveg megadásához kattintson ide
Faceți clic sau atingeți aici pentru a introduce text|Faceți clic aici pentru a introduce text
Щракнете или докоснете тук, за да въведете текст|Щракнете тук, за да въведете текст
Κάντε κλικ ή πατήστε εδώ για να εισαγάγετε κείμενο|Κάντε κλικ εδώ για να εισαγάγετε κείμενο
Kliknite ili dodirnite ovdje da biste unijeli tekst|Kliknite ovdje da biste unijeli tekst
Kliknite ali tapnite tukaj, če želite vnesti besedilo|Kliknite tukaj, če želite vnesti besedilo
Kliknite ili dodirnite ovde da biste uneli tekst|Кликните или додирните овде да бисте унели текст
Место для ввода текста|Место для ввода даты|Выберите элемент
Клацніть або торкніться тут, щоб ввести текст|Натисніть або торкніться тут, щоб ввести текст|Місце для введення тексту
Metin girmek için buraya tıklayın veya dokunun|Metin girmek için burayı tıklatın|Metin girmek için tıklayın veya dokunun
Norėdami įvesti tekstą, spustelėkite arba bakstelėkite čia|Norėdami įvesti tekstą, spustelėkite čia
Noklikšķiniet vai pieskarieties šeit, lai ievadītu tekstu|Noklikšķiniet šeit, lai ievadītu tekstu
Teksti sisestamiseks klõpsake või puudutage siin|Teksti sisestamiseks klõpsake siin
Feu clic o toqueu aquí per escriure text|Feu clic aquí per escriure text
"""
# What prompts contain in languages and versions that are not in the list.
LIKELY = re.compile(
    r"\b(click|tap|klick|klik|cliqu|clic|toc|toqu|kattint|kliknij|nacisni|napsaut|щрак|клац|натис|кликн|κλικ|tıkla|"
    r"spustel|noklik|klõps|смукн|кликнете|smell|klikk|clica|ikklikk|agħfas|დააწკაპ|დაწკაპ|սեղմեք)",
    re.I,
)
LONGEST = 90
TAKEN = "taken for a program’s prompt and left out: {}"
FORGOTTEN = "the box is marked as empty, but there are words in it"


def _folded(text: str) -> str:
    return " ".join(text.split()).rstrip(". ").casefold()


KNOWN = {_folded(prompt) for line in WORD.strip().splitlines() for prompt in line.split("|")}


def folded(texts: Iterable[str]) -> set[str]:
    """Return texts as prompts are compared."""
    return set(map(_folded, texts))


def is_known(text: str) -> bool:
    """Say whether a text is a prompt that programs put into an empty box."""
    return _folded(text) in KNOWN


def prompting(paragraphs: Sequence[Paragraph], own: Set[str]) -> tuple[set[Piece], list[str]]:
    """Return the pieces that are a prompt and no answer, and a sentence for each control in which that is in doubt.

    `own` are the prompts that the file itself names, `folded`. A control that says that it is empty and yet holds other
    words is answered, for programs forget to remove the flag. That is worth a sentence only where the words may be a
    prompt in a language that is not known here: one line, which a program put in the place of the writer's blanks.
    """
    held: dict[Control, list[Piece]] = {}
    for paragraph in paragraphs:
        for piece in paragraph.pieces:
            if piece.control and piece.ticked is None:
                held.setdefault(piece.control, []).append(piece)
    left_out: set[Piece] = set()
    doubts: list[str] = []
    split = _split(paragraphs)
    for control, pieces in held.items():
        drop, doubt = _judged(control, pieces, own)
        doubt = "" if doubt == FORGOTTEN and control.tag in split else doubt
        if drop:
            left_out.update(pieces)
        elif control.showing:  # typed amid the writer's blanks
            pieces[0].text = pieces[0].text.lstrip(BLANK)
            pieces[-1].text = pieces[-1].text.rstrip(BLANK)
            for piece in pieces:
                piece.text = AMID.sub(_closed, piece.text)
        if doubt:
            doubts.append(doubt)
    return left_out, doubts


def _closed(found: re.Match[str]) -> str:
    """Return what stands for a prompt between words that were typed before and behind it."""
    before, after = found.string[found.start() - 1 : found.start()], found.string[found.end() : found.end() + 1]
    return " " if before.strip() and after.strip() else ""


def _split(paragraphs: Sequence[Paragraph]) -> set[str]:
    """Return the tags of the controls that were split: docx-editor makes one of each paragraph, all with the flag."""
    showing = {control for paragraph in paragraphs for control in paragraph.controls or () if control.showing}
    return {tag for tag, count in Counter(control.tag for control in showing).items() if count > 1}


def _judged(control: Control, pieces: list[Piece], own: Set[str]) -> tuple[bool, str]:
    """Return whether a control's words are a prompt, and a sentence where that is in doubt, else ""."""
    text = "".join(piece.text for piece in pieces)
    if not control.showing and len(text) > 2 * LONGEST:
        return False, ""
    words = _folded(text.replace(BLANK, " "))
    if not words:
        return control.showing, ""
    if not control.showing:
        return False, f"this may be a program’s prompt: {text}" if words in KNOWN else ""
    if words in KNOWN or words in own:
        return True, ""
    styled = all(piece.style == STYLE for piece in pieces if piece.text.strip())
    if styled and len(words) <= LONGEST and LIKELY.search(words):
        return True, TAKEN.format(text.strip())
    likely = len(words) <= LONGEST and "\n" not in text.strip() and PROMPT not in text
    likely = likely and any(map(str.isalpha, words))  # not a number or a date
    return False, FORGOTTEN if likely else ""
