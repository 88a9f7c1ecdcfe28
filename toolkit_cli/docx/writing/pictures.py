"""Puts pictures into the text: the logo on the cover, and charts."""

from __future__ import annotations

import io

from docx.image.image import Image
from docx.shared import Pt

from toolkit_cli.characters import clean
from toolkit_cli.docx.writing.draft import Draft
from toolkit_cli.docx.writing.paragraphs import set_spacing
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
    set_spacing(made, after=8)
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
    number = draft.new_id()
    size = {"cx": str(across), "cy": str(down)}
    named = {"id": str(number), "name": f"Picture {number}", "descr": clean(alt)}
    fill = _element(
        "pic:blipFill", _element("a:blip", **{"r:embed": rel}), _element("a:stretch", _element("a:fillRect"))
    )
    frame = _element("a:xfrm", _element("a:off", x="0", y="0"), _element("a:ext", **size))
    shape = _element("pic:spPr", frame, _element("a:prstGeom", _element("a:avLst"), prst="rect"))
    about = _element("pic:nvPicPr", _element("pic:cNvPr", **named), _element("pic:cNvPicPr"))
    held = _element("a:graphicData", _element("pic:pic", about, fill, shape), uri=SPACES["pic"])
    apart = dict.fromkeys(("distT", "distB", "distL", "distR"), "0")  # without them, LibreOffice takes 3 mm
    inline = _element(
        "wp:inline", _element("wp:extent", **size), _element("wp:docPr", **named), _element("a:graphic", held), **apart
    )
    return paragraph("Normal", [w("r", w("drawing", inline))], w("keepNext"))


def _element(name: str, /, *children: Element, **attributes: str) -> Element:
    made = Element(name, attributes)
    made.extend(children)
    return made
