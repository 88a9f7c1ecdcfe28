"""Puts pictures into the text: the logo on the cover, and charts."""

from __future__ import annotations

import io

from docx.image.image import Image
from docx.shared import Pt

from toolkit_cli.characters import clean
from toolkit_cli.docx.writing.context import Draft
from toolkit_cli.docx.writing.tables import space
from toolkit_cli.docx.writing.wml import SPACES, Element, paragraph, w
from toolkit_cli.layout import chart, chartpicture
from toolkit_cli.layout.logo import picture


def logo(draft: Draft) -> list[Element]:
    """Return the paragraph with the theme's logo, nothing if it has none."""
    data = picture(draft.theme)
    if not data:
        return []
    data = _taken(data)
    image = Image.from_blob(data)
    width, _ = draft.theme.logo_size((image.px_width, image.px_height))
    made = _placed(draft, data, Pt(width), draft.page.publisher)
    space(made, after=8)
    return [made]


def _taken(data: bytes) -> bytes:
    """Return a picture's data as python-docx takes it: as it is, or as a PNG."""
    try:
        Image.from_blob(data)
    except Exception:  # of many kinds, also for a JPEG without JFIF or Exif data, such as Photoshop's in CMYK
        from PIL import Image as Pillow

        made = io.BytesIO()
        with Pillow.open(io.BytesIO(data)) as picture:
            picture.convert("RGB").save(made, "PNG")
        return made.getvalue()
    return data


def drawn(draft: Draft, code: str, width: float, left: float) -> Element:
    """Return the paragraph with a chart, `width` points wide, or less if it is higher than what is `left` of a page."""
    shown = draft.page.charts[code]
    data, height = chartpicture.picture(shown, draft.theme, width)
    share = min(1.0, chart.HIGHEST * draft.theme.height / height)
    if chart.SMALLEST <= left / height < share:
        share = left / height
    return _placed(draft, data, Pt(width * share), shown.alt)


def _placed(draft: Draft, data: bytes, width: int, alt: str) -> Element:
    rel, image = draft.document.part.get_or_add_image(io.BytesIO(data))
    across, down = width, round(width * image.px_height / image.px_width)  # whatever resolution the file gives
    number = draft.control()
    size = {"cx": str(across), "cy": str(down)}
    named = {"id": str(number), "name": f"Picture {number}", "descr": clean(alt)}
    fill = _node("pic:blipFill", _node("a:blip", **{"r:embed": rel}), _node("a:stretch", _node("a:fillRect")))
    frame = _node("a:xfrm", _node("a:off", x="0", y="0"), _node("a:ext", **size))
    shape = _node("pic:spPr", frame, _node("a:prstGeom", _node("a:avLst"), prst="rect"))
    about = _node("pic:nvPicPr", _node("pic:cNvPr", **named), _node("pic:cNvPicPr"))
    held = _node("a:graphicData", _node("pic:pic", about, fill, shape), uri=SPACES["pic"])
    apart = dict.fromkeys(("distT", "distB", "distL", "distR"), "0")  # without them, LibreOffice takes 3 mm
    inline = _node(
        "wp:inline", _node("wp:extent", **size), _node("wp:docPr", **named), _node("a:graphic", held), **apart
    )
    return paragraph("Normal", [w("r", w("drawing", inline))], w("keepNext"))


def _node(name: str, /, *children: Element, **attributes: str) -> Element:
    made = Element(name, attributes)
    made.extend(children)
    return made
