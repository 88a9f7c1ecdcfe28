"""Compares pictures: of letters with letters drawn here, and of a page with the same page by another program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageStat

Picture = Image.Image

DARK = 90  # of 255: what is darker than that belongs to a letter and not to its soft edge
FAINT = 40  # of 255: paper and the tint of a field differ by less, a letter and its ground by more
FINER = 8  # letters are drawn larger and then made small, so that they stand between pixels
REACH = 2  # pixels by which a program may round a place
MARGIN = 8  # pixels around, which are empty
SOFT = 1.4  # pixels: soft edges are not the same in any two programs
SHEET = (149, 210)  # pixels of a page that is compared as a whole: a line of text is about two of them high
PAPER = 230  # of 255: viewers tint the fields; what is as light as that counts as paper


@cache
def drawn(text: str, face: Path, em: float) -> Picture:
    """Draw a line of text in a face's own widths, without kerning: light on dark, `em` pixels to the em."""
    measure = ImageFont.truetype(str(face), 1000, layout_engine=ImageFont.Layout.BASIC)
    font = ImageFont.truetype(str(face), round(em * FINER), layout_engine=ImageFont.Layout.BASIC)
    places = [measure.getlength(text[:0])]
    for letter in text:
        places.append(places[-1] + measure.getlength(letter) * em * FINER / 1000)
    large = Image.new("L", (int(places[-1] + 2 * em * FINER), int(2 * em * FINER)))
    pen = ImageDraw.Draw(large)
    for letter, place in zip(text, places, strict=False):
        pen.text((place + em * FINER, 1.5 * em * FINER), letter, fill=255, font=font, anchor="ls")
    return _cropped(large.resize((large.width // FINER, large.height // FINER), Image.Resampling.BOX))


def ink(picture: Picture) -> Picture:
    """Return what is written on a light ground, light on dark and cropped; a picture of no size where nothing is."""
    turned = ImageChops.invert(picture.convert("L"))
    low, high = extremes(turned)
    if high - low < FAINT:
        return Image.new("L", (0, 0))
    return _cropped(turned.point([max(0, min(255, (level - low) * 255 // (high - low))) for level in range(256)]))


def extremes(picture: Picture) -> tuple[int, int]:
    """Return the darkest and the lightest level of a grey picture."""
    low, high = picture.getextrema()
    assert not isinstance(low, tuple) and not isinstance(high, tuple), f"{picture.mode} is not grey"
    return int(low), int(high)


def palette(picture: Picture) -> set[str]:
    """Return a picture's colours as a theme writes them: #rrggbb."""
    counted = picture.convert("RGB").getcolors(picture.width * picture.height) or ()
    return {"#{:02x}{:02x}{:02x}".format(*pixel) for _, pixel in counted if isinstance(pixel, tuple)}


def _cropped(picture: Picture) -> Picture:
    return picture.crop(picture.point(lambda level: 255 * (level > DARK)).getbbox() or (0, 0, 0, 0))


def likeness(seen: Picture, wanted: Picture) -> float:
    """Compare what is written in `seen` with what `drawn` has made: 1 for the same, about 0 for nothing in common.

    It is the correlation of the pixels where the two lie best over each other. Neither is made larger or smaller.
    """
    written = ink(seen)
    if not written.width:
        return 0.0
    size = (max(written.width, wanted.width) + MARGIN * 2, max(written.height, wanted.height) + MARGIN * 2)
    moved, fixed = _placed(written, size), _placed(wanted, size)
    steps = range(-REACH, REACH + 1)
    return max(correlation(ImageChops.offset(moved, x, y), fixed) for x in steps for y in steps)


def _placed(picture: Picture, size: tuple[int, int]) -> Picture:
    sheet = Image.new("L", size)
    sheet.paste(picture, (MARGIN, MARGIN))
    return sheet.filter(ImageFilter.GaussianBlur(SOFT))


def correlation(one: Picture, other: Picture) -> float:
    """Return Pearson's correlation of the pixels of two grey pictures of one size; 0 where one of them is even."""
    count = one.width * one.height
    first, second = ImageStat.Stat(one), ImageStat.Stat(other)
    apart = ImageStat.Stat(ImageChops.difference(one, other)).sum2[0]  # so the sum of products is exact
    shared = (first.sum2[0] + second.sum2[0] - apart) / 2 / count - first.mean[0] * second.mean[0]
    spread = [stat.sum2[0] / count - stat.mean[0] ** 2 for stat in (first, second)]
    return float(shared / (spread[0] * spread[1]) ** 0.5) if min(spread) > 0 else 0.0


def darkness(page: Picture) -> float:
    """Return the share of ink on a page: 0 for an empty one, 1 for a black one."""
    return 1 - ImageStat.Stat(page.convert("L")).mean[0] / 255


def difference(page: Picture, other: Picture) -> int:
    """Return by how much two pictures of a page differ where they differ most, both made small and soft: 0 to 255."""
    return extremes(ImageChops.difference(_soft(page), _soft(other)))[1]


def _soft(page: Picture) -> Picture:
    grey = page.convert("L").point([min(level, PAPER) for level in range(256)])
    edge = page.width // 100  # programs round the paper's edge each in its way
    inner = grey.crop((edge, edge, page.width - edge, page.height - edge))
    return inner.resize(SHEET, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(1))


def contrast(level: int, other: int) -> float:
    """Return the contrast of two greys, 0 to 255, as WCAG 2.2 counts it: 1 to 21."""
    light, dark = sorted((_luminance(level), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(level: int) -> float:
    share = level / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
