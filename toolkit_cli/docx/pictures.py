"""Pictures in the text: the logo on the cover, and charts."""

from __future__ import annotations

import io

from docx.shared import Pt

from toolkit_cli import chart
from toolkit_cli.docx.draft import Draft
from toolkit_cli.docx.tables import space
from toolkit_cli.docx.wml import SPACES, Element, clean, paragraph, w


def logo(draft: Draft) -> list[Element]:
    """Return the paragraph of the theme's logo, where it has one."""
    path = draft.theme.logo_path
    if not path:
        return []
    image = draft.document.part.get_or_add_image(io.BytesIO(path.read_bytes()))[1]
    width, _ = draft.theme.logo_size((image.px_width, image.px_height))
    made = _placed(draft, path.read_bytes(), Pt(width), draft.page.publisher)
    space(made, after=8)
    return [made]


def drawn(draft: Draft, code: str, width: float) -> Element:
    """Return the paragraph of a chart, `width` points wide."""
    shown = draft.page.charts[code]
    data, height = chart.picture(shown, draft.theme, width)
    return _placed(draft, data, Pt(width * min(1.0, chart.HIGHEST * draft.theme.height / height)), shown.alt)


def _placed(draft: Draft, data: bytes, width: int, alt: str) -> Element:
    rel, image = draft.document.part.get_or_add_image(io.BytesIO(data))
    across, down = image.scaled_dimensions(width, None)
    number = draft.control()
    size = {"cx": str(across), "cy": str(down)}
    named = {"id": str(number), "name": f"Picture {number}", "descr": clean(alt)}
    fill = _node("pic:blipFill", _node("a:blip", **{"r:embed": rel}), _node("a:stretch", _node("a:fillRect")))
    frame = _node("a:xfrm", _node("a:off", x="0", y="0"), _node("a:ext", **size))
    shape = _node("pic:spPr", frame, _node("a:prstGeom", _node("a:avLst"), prst="rect"))
    about = _node("pic:nvPicPr", _node("pic:cNvPr", **named), _node("pic:cNvPicPr"))
    held = _node("a:graphicData", _node("pic:pic", about, fill, shape), uri=SPACES["pic"])
    apart = dict.fromkeys(("distT", "distB", "distL", "distR"), "0")  # LibreOffice takes 3 mm where nothing is said
    inline = _node(
        "wp:inline", _node("wp:extent", **size), _node("wp:docPr", **named), _node("a:graphic", held), **apart
    )
    return paragraph("Normal", [w("r", w("drawing", inline))], w("keepNext"))


def _node(name: str, /, *children: Element, **attributes: str) -> Element:
    made = Element(name, attributes)
    made.extend(children)
    return made
