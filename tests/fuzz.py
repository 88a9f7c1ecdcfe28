"""Fuzzes the readers with atheris: whatever a file holds, only answers or a `ReturnError` come out.

    pip install atheris
    python tests/fuzz.py pdf|docx|odt FOLDER FILE [-max_total_time=1800 …]

FILE is a small workbook to begin with; FOLDER keeps what covers more. A PDF's objects are changed in memory, since
changed bytes are mostly told as broken at once; of a DOCX or ODT the bytes of the main part are changed. What makes a
reader fail becomes a test.
"""

from __future__ import annotations

import contextlib
import io
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import atheris
import pikepdf

with atheris.instrument_imports(include=["toolkit_cli.pdf", "toolkit_cli.docx", "toolkit_cli.odt"]):
    from toolkit_cli.docx import read as docx_reader
    from toolkit_cli.errors import ReturnError
    from toolkit_cli.odt import read as odt_reader
    from toolkit_cli.pdf import read as pdf_reader
    from toolkit_cli.pdf.objects import BROKEN

PARTS = {"docx": "word/document.xml", "odt": "content.xml"}
KEYS = (
    "/T",
    "/FT",
    "/V",
    "/AS",
    "/Kids",
    "/Rect",
    "/TU",
    "/Parent",
    "/Subtype",
    "/RV",
    "/Opt",
    "/I",
    "/Resources",
    "/Font",
    "/Fields",
    "/Annots",
    "/Contents",
    "/RC",
)


def main() -> None:
    name, folder, start = sys.argv[1:4]
    Path(folder).mkdir(parents=True, exist_ok=True)
    data = Path(start).read_bytes()
    if name in PARTS:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            (Path(folder) / "start").write_bytes(archive.read(PARTS[name]))
    once = changed_objects(data) if name == "pdf" else changed_part(name, data)
    atheris.Setup([sys.argv[0], folder, *sys.argv[4:]], once)
    atheris.Fuzz()


def changed_part(name: str, start: bytes) -> Callable[[bytes], None]:
    read = {"docx": docx_reader, "odt": odt_reader}[name].read
    with zipfile.ZipFile(io.BytesIO(start)) as archive:
        others = {entry: archive.read(entry) for entry in archive.namelist() if entry != PARTS[name]}

    def once(data: bytes) -> None:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for entry, part in {**others, PARTS[name]: data}.items():
                archive.writestr(entry, part)
        with contextlib.suppress(ReturnError):
            read(made.getvalue())

    return once


def changed_objects(start: bytes) -> Callable[[bytes], None]:
    pdf_reader.limit()

    def once(data: bytes) -> None:
        given = atheris.FuzzedDataProvider(data)
        with pikepdf.open(io.BytesIO(start)) as pdf:
            nodes = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
            for _ in range(given.ConsumeIntInRange(1, 40)):
                node = nodes[given.ConsumeIntInRange(0, len(nodes) - 1)]
                key = KEYS[given.ConsumeIntInRange(0, len(KEYS) - 1)]
                value = odd(given, nodes, pdf)
                with contextlib.suppress(pikepdf.PikepdfError, ValueError, KeyError):
                    if value is None:
                        del node[key]
                    else:
                        node[key] = value
            with contextlib.suppress(ReturnError, *BROKEN):
                pdf_reader.of_document(pdf)

    return once


def odd(given: atheris.FuzzedDataProvider, nodes: Sequence[pikepdf.Object], pdf: pikepdf.Pdf) -> object:
    kind = given.ConsumeIntInRange(0, 8)
    if kind == 0:
        return None
    if kind == 1:
        return given.ConsumeInt(4)
    if kind == 2:
        return pikepdf.String(given.ConsumeUnicodeNoSurrogates(30))
    if kind == 3:
        return pikepdf.Name("/" + given.ConsumeUnicodeNoSurrogates(8).replace("\0", ""))
    if kind == 4:
        return pikepdf.Array(
            [nodes[given.ConsumeIntInRange(0, len(nodes) - 1)] for _ in range(given.ConsumeIntInRange(0, 4))]
        )
    if kind == 5:
        return pdf.make_indirect(pikepdf.Stream(pdf, given.ConsumeBytes(40)))
    if kind == 6:
        return pikepdf.Array(
            [given.ConsumeInt(2), pikepdf.Name.Off, pikepdf.String(given.ConsumeUnicodeNoSurrogates(5))]
        )
    if kind == 7:
        return True
    return nodes[given.ConsumeIntInRange(0, len(nodes) - 1)]


if __name__ == "__main__":
    main()
