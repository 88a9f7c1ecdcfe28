"""Reads characters of Word's symbol fonts, which a file gives by their codes in the font."""

from __future__ import annotations

# As one types, Word turns `:)` into Wingdings 4A and `-->` into E0; the boxes are used in forms.
WINGDINGS = {
    0x20: " ", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x52: "☼", 0x6C: "●",
    0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x78: "☒",
    0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xEF: "⇦", 0xF0: "⇨", 0xF3: "⇔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "⊗", 0xA3: "□", 0xA4: "▢"}
WEBDINGS = {0x61: "✔", 0x72: "✖"}
# The Greek letters of Symbol, and the signs that people use; Word keeps its digits and blanks by their codes, too.
SYMBOL = {number: chr(number) for number in b" !#%&()+,-./0123456789:;<=>?[]_{|}"}
SYMBOL |= dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
SYMBOL |= dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
SYMBOL |= {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xC6: "∅", 0xD6: "√", 0xE5: "∑",
}  # fmt: skip
FONTS = {"wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2, "webdings": WEBDINGS, "symbol": SYMBOL}


def drawn(font: str, text: str) -> str:
    """Return what one sees of a text that is set in one of FONTS; characters that its table lacks stay as they are."""
    signs = FONTS[font]
    return "".join(signs.get(ord(each) & 0xFF if "\uf000" <= each <= "\uf0ff" else ord(each), each) for each in text)


def bullet(font: str, text: str) -> str:
    """Return what one sees of a list's bullet; private-use characters without a known font are Wingdings."""
    if font not in FONTS and not any("\uf000" <= each <= "\uf0ff" for each in text):
        return text
    return drawn(font if font in FONTS else "wingdings", text)


def character(font: str, place: str) -> tuple[str, bool]:
    """Return the character with a hexadecimal code in a font, and whether it is known; U+FFFD if it is not."""
    try:
        number = int(place, 16)
    except ValueError:
        return "\ufffd", False
    known = FONTS.get(font.lower(), {}).get(number & 0xFF if 0xF000 <= number <= 0xF0FF else number)
    if known:
        return known, True
    private = 0xE000 <= number <= 0xF8FF or not 0x20 <= number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF
    return ("\ufffd", False) if private else (chr(number), True)


def letter(place: str) -> str:
    """Return the character with a hexadecimal Unicode code point, "" where there is none."""
    try:
        number = int(place, 16)
        return "" if 0xD800 <= number <= 0xDFFF else chr(number)
    except (ValueError, OverflowError):
        return ""
