"""Finds words of a text in every byte of a workbook: zip members, streams, strings, text as fonts decode it.

Texts are compared by runs of five words without white space, so that neither a line break nor a change of font hides
one; runs that the participants' own content holds too are no leak.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator

import pikepdf
from lxml import etree

from .trees import text_content

RUN = 5


def runs(texts: Iterable[str], public: Iterable[str] = ()) -> set[str]:
    """Return the runs of words of some texts that stand in no public one."""
    open_text = squeezed(" ".join(public))
    found = set()
    for text in texts:
        words = text.split()
        for index in range(max(1, len(words) - RUN + 1)):
            run = squeezed(" ".join(words[index : index + RUN]))
            if run and run not in open_text:
                found.add(run)
    return found


def leaks(data: bytes, secret_runs: Collection[str]) -> list[str]:
    """Return those runs that stand anywhere in a DOCX or PDF file, in any form."""
    letters, shortest = "".join({*"".join(secret_runs)}), min(map(len, secret_runs))
    worded = re.compile(f"[{re.escape(letters)}]{{{shortest},}}")  # where a run may stand: most of a file is no words
    text = "\n".join({piece for reading in everything(data) for piece in worded.findall(squeezed(reading))})
    return [run for run in secret_runs if run in text]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad]+", "", text).casefold()


def everything(data: bytes) -> Iterator[str]:
    """Yield all that a file holds as text: raw, unpacked, decoded."""
    yield from as_text(data)
    if data.startswith(b"PK"):
        yield from zip_texts(data)
    else:
        yield from pdf_texts(data)


def as_text(data: bytes) -> Iterator[str]:
    """Yield bytes in each encoding that a file may use for its strings."""
    yield data.decode("utf-8", "replace")
    for encoding in ("utf-16-le", "utf-16-be"):
        for start in (0, 1):
            yield data[start:].decode(encoding, "replace")


def zip_texts(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield " ".join(archive.namelist()) + archive.comment.decode("latin-1")
        for entry in archive.infolist():
            part = archive.read(entry)
            yield from as_text(part)
            yield from as_text(entry.extra + entry.comment)
            if part.startswith(b"PK"):
                yield from zip_texts(part)
            if entry.filename.endswith((".xml", ".rels")):
                root = etree.fromstring(part)
                yield text_content(root)
                yield " ".join(str(value) for element in root.iter() for value in element.attrib.values())


def pdf_texts(data: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = decoders(pdf)
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                stream = item.read_bytes()
                yield from as_text(stream)
                if re.search(rb"\bBT\b.*\bET\b", stream, re.S) and "/Length1" not in item:
                    yield shown(item, fonts)
            yield " ".join(strings(item))


def strings(item: pikepdf.Object, depth: int = 0) -> Iterator[str]:
    if isinstance(item, pikepdf.String):
        yield str(item)
        yield bytes(item).decode("latin-1")
    elif isinstance(item, pikepdf.Array) and depth < 8:
        for part in item:
            if isinstance(part, pikepdf.Object) and not part.is_indirect:
                yield from strings(part, depth + 1)
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)) and depth < 8:
        for key in item.keys():  # noqa: SIM118 - a stream is no mapping
            yield str(key)
            part = item[key]
            if isinstance(part, pikepdf.Object) and not part.is_indirect:
                yield from strings(part, depth + 1)


def decoders(pdf: pikepdf.Pdf) -> dict[str, dict[bytes, str]]:
    """Return, for each font name that any resources use, its codes with their letters."""
    found: dict[str, dict[bytes, str]] = {}
    for item in pdf.objects:
        if not isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        named = [item.get("/Font"), item] if "/Subtype" not in item else [item.get("/Font")]
        for fonts in named:
            if not isinstance(fonts, pikepdf.Dictionary):
                continue
            for name, font in fonts.items():
                if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font:
                    found.setdefault(str(name), {}).update(letters(font.ToUnicode.read_bytes()))
    return found


def letters(cmap: bytes) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, letter in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            found[bytes.fromhex(code.decode())] = bytes.fromhex(letter.decode()).decode("utf-16-be", "replace")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
        for low, high, rest in re.findall(rb"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", block, re.S):
            for code, letter in zip(
                range(int(low, 16), int(high, 16) + 1), re.findall(rb"<(\w+)>", rest), strict=False
            ):
                found[code.to_bytes(len(low) // 2, "big")] = bytes.fromhex(letter.decode()).decode(
                    "utf-16-be", "replace"
                )
    return found


def shown(stream: pikepdf.Stream, fonts: dict[str, dict[bytes, str]]) -> str:
    """Return the text that a content stream shows, as its fonts decode it."""
    try:
        operations = pikepdf.parse_content_stream(stream)
    except (pikepdf.PdfError, TypeError, ValueError):
        return ""
    font: dict[bytes, str] = {}
    text = []
    for each in operations:
        operands, operator = each.operands, str(each.operator)
        if operator == "Tf":
            font = fonts.get(str(operands[0]), {})
        for operand in operands if operator in ("Tj", "'", '"') else ():
            text.append(decoded(operand, font))
        for operand in operands[0] if operator == "TJ" else ():
            text.append(decoded(operand, font))
    return "".join(text)


def decoded(operand: object, font: dict[bytes, str]) -> str:
    if not isinstance(operand, pikepdf.String):
        return ""
    data = bytes(operand)
    size = len(next(iter(font), b"\0"))
    return "".join(font.get(data[index : index + size], "") for index in range(0, len(data), size))
