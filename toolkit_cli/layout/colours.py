"""Colours, as `#rrggbb`: mixes two of them, and tells how well one can be read on another."""

from __future__ import annotations

BLACK, WHITE = "#000000", "#ffffff"
READABLE = 4.5  # the least contrast of text and its ground (WCAG 2.1, 1.4.3)


def rgb(colour: str) -> tuple[int, int, int]:
    """Return a colour's red, green and blue, each 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(one: str, two: str, share: float) -> str:
    """Return a mixture of two colours; `share`, from 0 to 1, is that of the second."""
    parts = (round(a + (b - a) * share) for a, b in zip(rgb(one), rgb(two), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def contrast(one: str, two: str) -> float:
    """Return the contrast of two colours, from 1 for equal ones to 21 for black and white (WCAG 2.1)."""
    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def ink(ground: str) -> str:
    """Return black or white, whichever has more contrast with a background."""
    return max(BLACK, WHITE, key=lambda colour: contrast(colour, ground))


def luminance(colour: str) -> float:
    """Return a colour's relative luminance, 0 to 1 (WCAG 2.1)."""
    linear = [part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
