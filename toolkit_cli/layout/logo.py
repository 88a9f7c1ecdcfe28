"""The logo as it goes into a file: the right way up, and without a word on who made it, where, when and with what."""

from __future__ import annotations

import io
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit_cli.layout.theme import Theme

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsProfile

FINEST = 600 / 72  # dots for each point; no printer shows more of a logo, and a workbook with more of them is heavy
ORIENTATION = 0x0112  # which side of the picture is up, in its Exif data
PLAIN = ("L", "RGB")  # the colours of a JPEG that every program takes
DRAWN = ("1", "L", "LA", "P", "RGB", "RGBA")  # those of a PNG
# Of a JPEG: where its picture begins and ends, its application segments and its comments (ITU-T T.81, B.1.1.3).
SCAN, END = 0xDA, b"\xff\xd9"
NOTES = {*range(0xE0, 0xF0), 0xFE}
HEAD = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"  # without which python-docx takes no JPEG


def picture(theme: Theme) -> bytes | None:
    """Return the theme's logo as a PNG or JPEG, where it has one: with as many dots as its size on paper can show."""
    if not theme.logo_path:
        return None
    from PIL import Image

    data = bare(theme.logo_path.read_bytes())
    with Image.open(io.BytesIO(data)) as opened:
        width, height = (round(side * FINEST) for side in theme.logo_size(opened.size))
        return _smaller(data, max(width, 1), max(height, 1)) if width < opened.width else data


@lru_cache(maxsize=1)
def _smaller(data: bytes, width: int, height: int) -> bytes:
    """Return a picture with fewer dots, unless it takes more room than with all, as one of few colours may."""
    from PIL import Image

    made = io.BytesIO()
    with Image.open(io.BytesIO(data)) as opened:
        colours = "RGBA" if opened.has_transparency_data else "L" if opened.mode in ("1", "L") else "RGB"
        shown = opened.convert(colours).resize((width, height), Image.Resampling.LANCZOS)
        shown.save(made, opened.format, **({"quality": 95} if opened.format == "JPEG" else {}))
    return min(data, made.getvalue(), key=len)


@lru_cache(maxsize=1)
def bare(data: bytes) -> bytes:
    """Return a PNG or JPEG with nothing in it but the picture, whose pixels are the same.

    One that lies on its side, or has a colour profile other than sRGB, which neither a PDF nor most programs that show
    a DOCX would apply, becomes a PNG of what it looks like.
    """
    from PIL import Image

    with Image.open(io.BytesIO(data)) as opened:
        as_it_is = opened.getexif().get(ORIENTATION, 1) == 1 and not _profile(opened)
        if as_it_is and opened.format == "JPEG" and opened.mode in PLAIN and opened.info.get("adobe_transform") != 0:
            with suppress(ValueError, IndexError):  # it does not keep to its format, although Pillow can make it out
                return _jpeg(data)
        shown = opened if as_it_is and opened.mode in DRAWN else _redrawn(opened)
        shown.info = {name: value for name, value in shown.info.items() if name == "transparency"}
        made = io.BytesIO()
        shown.save(made, "PNG")
        return made.getvalue()


def _jpeg(data: bytes) -> bytes:
    """Return a JPEG without its notes."""
    at, kept = 2, [HEAD]
    while (marker := data[at + 1]) != SCAN:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at] != 0xFF or marker == 0xFF:
            raise ValueError
        kept += [] if marker in NOTES else [data[at:end]]
        at = end
    return b"".join([*kept, data[at : data.index(END, at)], END])


def _profile(opened: Image) -> ImageCmsProfile | None:
    """Return the colour profile of a picture, unless it is sRGB or cannot be read."""
    from PIL import ImageCms

    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(opened.info["icc_profile"]))
        return None if "sRGB" in ImageCms.getProfileDescription(profile) else profile
    except (KeyError, ImageCms.PyCMSError, OSError, ImportError):  # the last where Pillow lacks Little CMS
        return None


def _redrawn(opened: Image) -> Image:
    """Return what a picture looks like to a program that knows its orientation and its colour profile."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(opened)
    clear = upright.convert("RGBA").getchannel("A") if upright.has_transparency_data else None
    shown = _in_srgb(upright, _profile(opened))
    if clear:
        shown.putalpha(clear)
    return shown


def _in_srgb(upright: Image, profile: ImageCmsProfile | None) -> Image:
    if upright.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off at 255
        upright = upright.point(lambda value: value / 257).convert("L")
    shown = upright if upright.mode in ("L", "CMYK") else upright.convert("L" if upright.mode == "LA" else "RGB")
    if profile:
        from PIL import ImageCms

        with suppress(ImageCms.PyCMSError):  # of a profile for another kind of colours than the picture's
            shown = ImageCms.profileToProfile(shown, profile, ImageCms.createProfile("sRGB"), outputMode="RGB") or shown
    return shown.convert("RGB")
