"""A logo goes into every file the right way up, as it looks, and without what its file says of its maker."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from toolkit_cli import formats
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.layout import logo, theme
from toolkit_cli.responses.response import Response

from .conftest import Folder
from .reported import made

MAKER = b"maker-of-this"
UP, LEFT = 1, 6  # where the top of a picture is
PAINTED = (12, 8)


def painted(mode: str) -> Image.Image:
    """Return a picture in which no two corners are alike."""
    made = Image.linear_gradient("L").resize(PAINTED).convert("RGB")
    made.paste((200, 30, 30), (0, 0, 6, 4))
    return made.convert(mode)


def exif(orientation: int = UP) -> Image.Exif:
    made = Image.Exif()
    made[0x013B], made[0x0112] = MAKER.decode(), orientation
    return made


def saved(mode: str, kind: str, **more: Any) -> bytes:
    made = io.BytesIO()
    if kind == "PNG":
        more["pnginfo"] = PngInfo()
        more["pnginfo"].add_text("Author", MAKER.decode())
        more["pnginfo"].add_itxt("XML:com.adobe.xmp", MAKER.decode(), zip=False)
    else:
        more |= {"comment": MAKER, "xmp": MAKER}
    painted(mode).save(made, kind, **{"exif": exif(), **more})
    return made.getvalue() + MAKER


def shown(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def profile(name: str) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mode", "kind", "more"),
    [
        ("RGB", "JPEG", {}),
        ("RGB", "JPEG", {"progressive": True}),
        ("RGB", "JPEG", {"restart_marker_blocks": 1}),
        ("RGB", "JPEG", {"keep_rgb": True}),
        ("RGB", "JPEG", {"icc_profile": profile("sRGB")}),
        ("RGB", "JPEG", {"icc_profile": MAKER}),
        ("L", "JPEG", {}),
        ("CMYK", "JPEG", {}),
        ("RGB", "PNG", {}),
        ("RGBA", "PNG", {}),
        ("LA", "PNG", {}),
        ("P", "PNG", {"transparency": 3}),
        ("1", "PNG", {}),
        ("RGB", "PNG", {"icc_profile": profile("sRGB")}),
    ],
)
def test_a_logo_keeps_its_look_and_none_of_its_notes(mode: str, kind: str, more: dict[str, Any]) -> None:
    data = saved(mode, kind, **more)
    assert MAKER in data

    bare = logo.bare(data)

    assert MAKER not in bare
    notes = {name for name in shown(bare).info if not str(name).startswith(("jfif", "progress"))}
    assert notes <= {"transparency"}
    every_program_takes_it = mode != "CMYK" and "keep_rgb" not in more
    assert shown(bare).format == (kind if every_program_takes_it else "PNG")
    colours = "RGB" if mode == "CMYK" else mode
    assert shown(bare).convert(colours).tobytes() == shown(data).convert(colours).tobytes()


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "JPEG"), ("L", "JPEG"), ("RGB", "PNG"), ("RGBA", "PNG"), ("P", "PNG")]
)
def test_a_logo_has_no_more_dots_than_paper_can_show(tmp_path: Path, mode: str, kind: str) -> None:
    """One straight from a camera would make each workbook too heavy for mail."""
    wide = Image.effect_noise((1500, 750), 90).convert("RGB").convert(mode)
    wide.save(tmp_path / "logo", kind)
    own = tmp_path / "own.yaml"
    own.write_text("logo: logo\nlogo_width: 12.7\n", encoding="utf-8")

    data = logo.picture(theme.load(own))

    assert data and shown(data).size == (300, 150) and shown(data).format == kind
    assert len(data) < (tmp_path / "logo").stat().st_size / 3
    assert abs(sum(shown(data).convert("RGB").resize((1, 1)).getpixel((0, 0))) / 3 - 128) < 6  # type: ignore[arg-type]


def test_a_logo_of_few_colours_that_would_take_more_room_stays_as_it_is(tmp_path: Path) -> None:
    Image.linear_gradient("L").resize((3000, 3000)).convert("1").save(tmp_path / "logo", "PNG")
    own = tmp_path / "own.yaml"
    own.write_text("logo: logo\nlogo_width: 100\n", encoding="utf-8")

    data = logo.picture(theme.load(own))

    assert data and len(data) <= (tmp_path / "logo").stat().st_size


def test_a_logo_with_sixteen_bits_of_grey_keeps_its_look() -> None:
    """What draws a PDF, as Pillow itself, takes every grey of more than 8 bits for white."""
    data = io.BytesIO()
    Image.new("I;16", PAINTED, 128 * 257).save(data, "PNG")

    bare = logo.bare(data.getvalue())

    assert shown(bare).convert("RGB").getcolors() == [(PAINTED[0] * PAINTED[1], (128, 128, 128))]


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "JPEG"), ("CMYK", "JPEG"), ("RGB", "PNG"), ("RGBA", "PNG"), ("P", "PNG")]
)
def test_a_logo_that_lies_on_its_side_is_put_up(mode: str, kind: str) -> None:
    data = saved(mode, kind, exif=exif(LEFT))

    bare = logo.bare(data)

    assert MAKER not in bare
    turned = shown(data).transpose(Image.Transpose.ROTATE_270)
    assert shown(bare).size == PAINTED[::-1]
    assert shown(bare).convert("RGB").tobytes() == turned.convert("RGB").tobytes()


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_logo_with_colours_of_its_own_keeps_their_look(mode: str) -> None:
    """In a profile that is no sRGB the same numbers are other colours: here red and green change places."""
    swapped = bytearray(profile("sRGB").replace(b"s\0R\0G\0B", b"O\0t\0h\0e").replace(b"sRGB", b"Othe"))
    places = {name: swapped.index(name) for name in (b"rXYZ", b"gXYZ")}
    swapped[places[b"rXYZ"] : places[b"rXYZ"] + 4], swapped[places[b"gXYZ"] : places[b"gXYZ"] + 4] = b"gXYZ", b"rXYZ"

    bare = logo.bare(saved(mode, "PNG", icc_profile=bytes(swapped)))

    assert "icc_profile" not in shown(bare).info
    assert shown(bare).mode == mode
    red, green, *_ = shown(bare).getpixel((0, 0))  # type: ignore[misc]
    assert red < 60 and green > 150


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_that_does_not_keep_to_its_format_is_drawn_anew(kind: str) -> None:
    data = saved("RGB", kind)
    if kind == "PNG":
        data, _, _ = data.rpartition(b"\0\0\0\0IEND")
    else:
        data = data.replace(b"\xff\xdb", b"\0\xff\xdb", 1)  # a byte too many before its tables

    bare = logo.bare(data)

    assert MAKER not in bare
    assert shown(bare).convert("RGB").tobytes() == shown(data).tobytes()


def inside(name: str, data: bytes) -> Iterator[bytes]:
    """Yield the pictures in a file, and all else that it holds."""
    if name == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from map(archive.read, archive.namelist())
    elif name == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for each in pdf.objects:
                if isinstance(each, pikepdf.Stream):
                    yield each.read_raw_bytes()
    else:
        yield from (base64.b64decode(found) for found in re.findall(rb"base64,([^\"]+)", data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("name", ["docx", "pdf", "html"])
def test_no_file_with_a_logo_says_who_drew_it(tiny: Toolkit, folder: Folder, name: str, kind: str) -> None:
    folder.write("logo", saved("RGB", kind))
    look = theme.load(folder.write("own.yaml", "logo: logo\n"))
    page, fill = made(tiny, [Response({"A3": "x"})])

    data = formats.write(name, page, look, fill)

    assert not [held for held in [data, *inside(name, data)] if MAKER in held]
