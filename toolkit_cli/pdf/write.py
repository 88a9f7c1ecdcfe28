"""Writes a page as a fillable, tagged PDF: laid out by ReportLab, fields and tags added by pikepdf."""

from __future__ import annotations

import io
import re
import zlib
from html import escape

import pikepdf
from pikepdf import Dictionary, Name, Stream, String

from toolkit_cli.layout.fill import EMPTY, Fill
from toolkit_cli.layout.page import Page
from toolkit_cli.layout.theme import Theme
from toolkit_cli.pdf.writing import embed, fields, structure
from toolkit_cli.pdf.writing.layout import Layout, lay_out
from toolkit_cli.running.callbacks import OnStage, no_progress


def write(page: Page, theme: Theme, fill: Fill = EMPTY, progress: OnStage = no_progress) -> bytes:
    """Return the PDF. Same page, theme and fill, same bytes."""
    return laid_out(page, theme, fill, progress)[0]


def laid_out(page: Page, theme: Theme, fill: Fill, progress: OnStage = no_progress) -> tuple[bytes, Layout]:
    """Return the PDF, and the layout: where in it every field is."""
    sheet = lay_out(page, theme, fill, progress)
    with pikepdf.open(io.BytesIO(sheet.data)) as pdf:
        if not page.by_hand:
            fields.write(pdf, page, theme, fill, sheet.widgets)
        _links(pdf)
        structure.write(pdf, sheet.root)
        _describe(pdf, page)
        _tidy(pdf)
        _pack(pdf)
        return saved(pdf), sheet


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Return a PDF as bytes; the same objects give the same bytes."""
    made = io.BytesIO()
    pdf.save(
        made,
        deterministic_id=True,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,  # half a file still gives every field
    )
    return made.getvalue()


def pack(stream: pikepdf.Object, data: bytes) -> None:
    """Compress data into a stream. If it were compressed on saving, the stream's entries would be in another order."""
    if stream.get("/Type") == Name.Metadata:  # plain, for programs that search a file for its metadata
        stream.write(data)
    else:
        stream.write(zlib.compress(data, 6), filter=Name.FlateDecode)


def _pack(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, Stream) and "/Filter" not in each:
            pack(each, each.read_raw_bytes())


def _links(pdf: pikepdf.Pdf) -> None:
    """Give each link a description of where it leads (PDF/UA-1 7.18.5), and let it print."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") == Name.Link:
                if "/A" in annotation:
                    annotation.Contents = annotation.A.URI
                annotation.F = fields.PRINT


def _describe(pdf: pikepdf.Pdf, page: Page) -> None:
    root = pdf.Root
    root.Lang = String(page.lang)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageMode = Name.UseOutlines
    root.PageLabels = Dictionary(Nums=pikepdf.Array([0, Dictionary(S=Name.D)]))
    root.Metadata = pdf.make_indirect(Stream(pdf, _xmp(page).encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML))
    pdf.docinfo["/Title"] = String(page.name)


def _xmp(page: Page) -> str:
    title = escape(page.name)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(page.publisher)}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{escape(page.lang)}</rdf:li></rdf:Bag></dc:language>
<dc:identifier>{page.stamp.in_xml.decode()}</dc:identifier>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _tidy(pdf: pikepdf.Pdf) -> None:
    """Correct the ToUnicode CMaps of ReportLab's fonts.

    Each page has resources of its own: programs that draw a form into its pages number what they draw anew on each, so
    that pages with resources in common would all show the answers of the last.
    """
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        fonts = page.obj.get("/Resources", Dictionary()).get("/Font")
        if fonts is None or fonts.objgen in seen:
            continue
        seen.add(fonts.objgen)
        for font in fonts.as_dict().values():
            font.Widths = pdf.make_indirect(font.Widths)  # apart, so that it need not be read for the fonts' names
            font.ToUnicode.write(_mended(font.ToUnicode.read_bytes()))


def _mended(cmap: bytes) -> bytes:
    """Return ReportLab's ToUnicode CMap without unused codes, and in UTF-16 where it has code points of five digits."""
    rows = re.findall(rb"^<([0-9A-F]{2})> <([0-9A-F]{4,6})>$", cmap, re.M)
    return embed.to_unicode({int(code, 16): int(character, 16) for code, character in rows if int(character, 16)}, 1)
