"""The logo as it goes into a file: the right way up, and without a word on who made it, where, when and with what."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit_cli.layout.theme import Theme

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsProfile

PNG = b"\x89PNG\r\n\x1a\n"
# What shows a PNG's picture. All else is words, times, or settings of the program that saved it.
CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"IDAT", b"IEND"}
ORIENTATION = 0x0112  # which side of the picture is up, in its Exif data
BEGIN, SCAN, END = 0xD8, 0xDA, 0xD9  # markers of a JPEG (ITU-T T.81, B.1.1.3)
NOTES = {*range(0xE0, 0xF0), 0xFE}  # its application segments, and its comments
JFIF, ADOBE = 0xE0, 0xEE
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # how large a picture is, and of what components
SCANNED = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")  # the first marker after the bytes of a scan
RGB = b"RGB"  # the names of the components of a JPEG that holds no luminance


def picture(theme: Theme) -> bytes | None:
    """Return the theme's logo as a PNG or JPEG, where it has one."""
    return bare(theme.logo_path.read_bytes()) if theme.logo_path else None


@lru_cache(maxsize=1)
def bare(data: bytes) -> bytes:
    """Return a PNG or JPEG without its notes, with the pixels that it has.

    One that lies on its side, or has a colour profile other than sRGB, which neither a PDF nor most programs that show
    a DOCX would apply, becomes a PNG of what it looks like.
    """
    from PIL import Image

    with Image.open(io.BytesIO(data)) as opened:
        if opened.getexif().get(ORIENTATION, 1) == 1 and not _profile(opened):
            try:
                return _png(data) if data.startswith(PNG) else _jpeg(data)
            except (LookupError, struct.error):  # it does not keep to its format, although Pillow can make it out
                pass
        return _redrawn(opened)


def _png(data: bytes) -> bytes:
    return PNG + b"".join(chunk for name, chunk in _chunks(data) if name in CHUNKS)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each chunk of a PNG up to its end, with its name."""
    at, name = len(PNG), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        yield name, data[at : (at := at + length + 12)]


def _jpeg(data: bytes) -> bytes:
    segments = list(_segments(data))
    head = _head(dict(reversed(segments)))
    return b"".join([b"\xff\xd8", head, *(each for marker, each in segments if marker not in NOTES)])


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each segment of a JPEG up to its end, with its marker; a scan's with all that follows its head."""
    at, marker = 2, BEGIN
    while marker != END:
        while data[at + 1] == 0xFF:  # bytes that fill up
            at += 1
        if data[at] != 0xFF:
            raise IndexError
        begin, marker = at, data[at + 1]
        at += 2
        if marker != END:
            at += int.from_bytes(data[at : at + 2], "big")
        if marker == SCAN:
            if not (found := SCANNED.search(data, at)):
                raise IndexError
            at = found.start()
        yield marker, data[begin:at]


def _head(segments: dict[int, bytes]) -> bytes:
    """Return the segment that says how a JPEG's components are colours, from what its own ones say.

    python-docx takes no JPEG without a head of JFIF or Exif, so it is one of JFIF wherever that means the same.
    """
    frame = segments[next(marker for marker in segments if marker in FRAMES)]
    adobe, components = segments.get(ADOBE, b""), frame[9]
    luminance = adobe[15:16] == b"\1" if adobe[4:9] == b"Adobe" else frame[10::3][:3] != RGB
    if components == 1 or (components == 3 and (luminance or segments.get(JFIF, b"")[4:9] == b"JFIF\0")):
        return b"\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    return b"\xff\xee\0\x0eAdobe" + adobe[9:16] if adobe[4:9] == b"Adobe" else b""


def _profile(opened: Image) -> ImageCmsProfile | None:
    """Return the colour profile of a picture, unless it is sRGB or cannot be read."""
    from PIL import ImageCms

    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(opened.info["icc_profile"]))
        return None if "sRGB" in ImageCms.getProfileDescription(profile) else profile
    except (KeyError, ImageCms.PyCMSError, OSError, ImportError):  # the last where Pillow lacks Little CMS
        return None


def _redrawn(opened: Image) -> bytes:
    """Return the PNG of what a picture looks like to a program that knows its orientation and its colour profile."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(opened)
    clear = upright.convert("RGBA").getchannel("A") if upright.has_transparency_data else None
    shown = _in_srgb(upright, _profile(opened))
    if clear:
        shown.putalpha(clear)
    shown.info = {}
    made = io.BytesIO()
    shown.save(made, "PNG")
    return made.getvalue()


def _in_srgb(upright: Image, profile: ImageCmsProfile | None) -> Image:
    if upright.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off at 255
        upright = upright.point(lambda value: value / 257).convert("L")
    shown = upright if upright.mode in ("L", "CMYK") else upright.convert("L" if upright.mode == "LA" else "RGB")
    if profile:
        from PIL import ImageCms

        with suppress(ImageCms.PyCMSError):  # of a profile for another kind of colours than the picture's
            shown = ImageCms.profileToProfile(shown, profile, ImageCms.createProfile("sRGB"), outputMode="RGB") or shown
    return shown.convert("RGB")
