"""Speed and memory of whole processes, measured in one run and given as ratios.

    python tests/bench.py [--runs N] [--weasyprint PATH] [--pandoc PATH] [--returns N] [--copies N]

Measure an install from the wheel, as people have it: an editable one takes some 9 ms longer to start.

Compares `toolkit --help` with `python -c "import click"`, the PDF with the same page written by WeasyPrint (forms and
tags on), the DOCX with the same page written by pandoc; then a batch, per copy, with as many builds, and with docxtpl
and PyPDFForm filling in the blank; then, warm and in one process, the reading of a workbook with every field filled
with what the libraries below take for the same file; then the merging of many returns. Programs that are missing are
named and left out.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

import docx
import docxtpl
import pikepdf
import pypdf
import PyPDFForm
from lxml import etree

from toolkit_cli import filetypes, formats
from toolkit_cli.building import build
from toolkit_cli.files import installed
from toolkit_cli.kits import content
from toolkit_cli.layout import page, theme
from toolkit_cli.layout.fill import Fill
from toolkit_cli.running.processes import collect_seldom

CSS = """
@page { size: A4; margin: 24mm 20mm 22mm; @bottom-right { content: "Page " counter(page) " of " counter(pages) } }
body { font: 10pt Roboto, sans-serif } section { page-break-before: always } h1 { font-size: 23pt; bookmark-level: 1 }
h2 { font-size: 15pt; bookmark-level: 2 }
aside, div { background: #edf1f7; border-left: 3pt solid #1d3557; padding: 7pt;
margin: 6pt 0; break-inside: avoid } table { width: 100%; border-collapse: collapse } td, th { border: .5pt solid #999 }
textarea { width: 100%; height: 48mm; appearance: auto } input { appearance: auto }
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--returns", type=int, default=5000)
    parser.add_argument("--copies", type=int, default=1000)
    parser.add_argument("--weasyprint", default=shutil.which("weasyprint"))
    parser.add_argument("--pandoc", default=shutil.which("pandoc"))
    given = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for line in compared(folder, given.runs, given.weasyprint, given.pandoc):
            print(line, flush=True)
        for line in copies(folder, given.copies):
            print(line, flush=True)
        for line in readings(3 * given.runs):
            print(line, flush=True)
        for line in merged(folder, given.returns):
            print(line, flush=True)


def compared(folder: Path, runs: int, weasyprint: str | None, pandoc: str | None) -> Iterator[str]:
    """Yield a line for each comparison: medians of seconds and the largest memory, and their ratio."""
    toolkit = str(Path(sys.executable).parent / "toolkit")
    source = folder / "page.html"
    source.write_text(as_html(build.page(content.load(installed.default_toolkit()), "facilitator")), encoding="utf-8")
    build_ = [toolkit, "build", "-e", "facilitator", "--force", "-q", "-f"]
    yield f"{'':34}{'seconds':>9}{'MB':>7}   {'against':34}{'seconds':>9}{'MB':>7}   ratio of seconds"
    yield row("toolkit --help", [toolkit, "--help"], "import click", [sys.executable, "-c", "import click"], runs)
    pdf = [*build_, "pdf", "-o", str(folder / "ours.pdf")]
    docx = [*build_, "docx", "-o", str(folder / "ours.docx")]
    if weasyprint:
        other = [weasyprint, "--pdf-forms", "--pdf-variant", "pdf/ua-1", str(source), str(folder / "other.pdf")]
        yield row("build PDF", pdf, "WeasyPrint, forms and tags", other, runs)
    else:
        yield "weasyprint is not installed"
    if pandoc:
        subprocess.run(docx, check=True)
        other = [pandoc, str(folder / "ours.docx"), "-o", str(folder / "other.docx")]
        yield row("build DOCX", docx, "pandoc, the same DOCX", other, runs)
    else:
        yield "pandoc is not installed"


def row(name: str, ours: list[str], against: str, theirs: list[str], runs: int) -> str:
    """Measure two commands in turn, so that a machine that slows down slows both, and return a line."""
    measured: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
    for _ in range(runs + 1):
        for command, found in zip((ours, theirs), measured, strict=True):
            found.append(measure(command))
    middle = [statistics.median(seconds for seconds, _ in found[1:]) for found in measured]
    most = [max(memory for _, memory in found[1:]) for found in measured]
    ratio = statistics.median(a[0] / b[0] for a, b in zip(measured[0][1:], measured[1][1:], strict=True))
    return (
        f"{name:34}{middle[0]:9.3f}{most[0]:7.0f}   {against:34}{middle[1]:9.3f}{most[1]:7.0f}   "
        f"{ratio:.2f} (theirs takes {1 / ratio:.2f} times as long)"
    )


def measure(command: list[str]) -> tuple[float, float]:
    """Return a finished process's wall seconds and peak memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def copies(folder: Path, number: int) -> Iterator[str]:
    """Yield a line for each format: a batch of personal copies, per copy, and what others take to fill in the blank."""
    toolkit = str(Path(sys.executable).parent / "toolkit")
    roster = folder / "roster.csv"
    rows = "".join(f"Organisation {at},Country {at % 30},Role {at % 7}\n" for at in range(number))
    roster.write_text(f"organisation,country,role\n{rows}", encoding="utf-8")
    for name, others in (("docx", docxtpl_fills), ("pdf", pypdfform_fills)):
        blank = folder / f"blank.{name}"
        alone = [measure([toolkit, "build", "-q", "--force", "-f", name, "-o", str(blank)])[0] for _ in range(5)]
        out = folder / f"copies-{name}"
        seconds, memory = measure([toolkit, "batch", str(roster), "-q", "-f", name, "-o", str(out)])
        ours, one = seconds / number, statistics.median(alone)
        library, theirs = others(blank, max(3, number // 100))
        yield (
            f"batch of {number:5} {name.upper():4}{1000 * ours:12.1f} ms each {memory:7.0f} MB   a build takes "
            f"{one / ours:.1f} times as long, {library} {theirs / ours:.1f} times"
        )


def docxtpl_fills(blank: Path, number: int) -> tuple[str, float]:
    """Return docxtpl's name and its seconds for a copy, of our blank with three names for it to fill in."""
    template = blank.with_name("template.docx")
    with zipfile.ZipFile(blank) as source, zipfile.ZipFile(template, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            data = source.read(entry).decode("utf-8", "surrogateescape")
            if entry == "word/document.xml":
                for field in ("organisation", "country", "role"):
                    data = data.replace("\u00a0" * 12, f"{{{{ {field} }}}}", 1)
            target.writestr(entry, data.encode("utf-8", "surrogateescape"))
    start = time.perf_counter()
    for at in range(number):
        made = docxtpl.DocxTemplate(template)
        made.render({"organisation": f"Organisation {at}", "country": "Country", "role": "Role"})
        made.save(io.BytesIO())
    return "docxtpl", (time.perf_counter() - start) / number


def pypdfform_fills(blank: Path, number: int) -> tuple[str, float]:
    """Return PyPDFForm's name and its seconds for a copy of our blank, three fields filled in."""
    start = time.perf_counter()
    for at in range(number):
        who = {"R-organisation": f"Organisation {at}", "R-country": "Country", "R-role": "Role"}
        PyPDFForm.PdfWrapper(str(blank)).fill(who).read()
    return "PyPDFForm", (time.perf_counter() - start) / number


def filled_page() -> tuple[page.Page, Fill]:
    """Return a personal copy of the whole workbook, and an answer to each of its fields."""
    made = build.page(content.load(installed.default_toolkit()), "facilitator")
    made = replace(made, stamp=replace(made.stamp, copy="0" * 12, personal=True))
    kinds = {
        "text": "We kept on working, and it went well.\n" * 4,
        "count": "14",
        "date": "2021-03-19",
        "line": "North",
    }
    values = {
        code: field.options[0].code if field.options else kinds[field.kind] for code, field in made.fields.items()
    }
    return made, Fill(values=values)


def readings(runs: int) -> Iterator[str]:
    """Yield a line for each way to read one return, in milliseconds, and the ratios to reach."""
    made, fill = filled_page()
    collect_seldom()  # as every command does
    data = {name: formats.write(name, made, theme.load(), fill) for name in formats.NAMES}
    data["print"] = flat(data["pdf"])
    ways: dict[str, Callable[[], object]] = {
        "read PDF": lambda: filetypes.reader("pdf")(data["pdf"]),
        "pikepdf opens and walks it": lambda: pikepdf_walk(data["pdf"]),
        "pypdf get_fields": lambda: pypdf.PdfReader(io.BytesIO(data["pdf"])).get_fields(),
        "read DOCX": lambda: filetypes.reader("docx")(data["docx"]),
        "unzip and parse by lxml": lambda: lxml_parse(data["docx"]),
        "python-docx walks its tables": lambda: docx_walk(data["docx"]),
        "read printed PDF": lambda: filetypes.reader("pdf")(data["print"]),
        "pypdf reads its pages' words": lambda: pypdf_words(data["print"]),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs + 2):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            taken[name].append(time.perf_counter() - start)
    middle = {name: statistics.median(times[2:]) * 1000 for name, times in taken.items()}
    ours = 0.0
    for name, milliseconds in middle.items():
        ours = milliseconds if name.startswith("read ") else ours
        yield f"{name:34}{milliseconds:9.1f} ms   ours takes {ours / milliseconds:.2f} times as long"


def pikepdf_walk(data: bytes) -> list[object]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            (str(field.get("/T")), str(field.get("/V")), [str(kid.get("/AS")) for kid in field.get("/Kids", [])])
            for field in pdf.Root.AcroForm.Fields
        ]


def flat(data: bytes) -> bytes:
    """Return a PDF whose fields are drawn into its pages."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.flatten_annotations()
        pdf.save(made)
    return made.getvalue()


def pypdf_words(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def lxml_parse(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def docx_walk(data: bytes) -> list[str]:
    return [cell.text for table in docx.Document(io.BytesIO(data)).tables for row in table.rows for cell in row.cells]


def merged(folder: Path, returns: int) -> Iterator[str]:
    """Merge a fifth of the returns, and all of them: seconds each, the peak of memory of the largest process."""
    made, fill = filled_page()
    data = formats.write("pdf", made, theme.load(), fill)
    toolkit = str(Path(sys.executable).parent / "toolkit")
    for number in (returns // 5, returns):
        (folder / "returns").mkdir(exist_ok=True)
        for index in range(number):
            copy = data.replace(b"copy=" + b"0" * 12, b"copy=%012x" % (index + 1))
            (folder / "returns" / f"{index:05}.pdf").write_bytes(copy)
        seconds, memory = measure([toolkit, "merge", str(folder / "returns"), "-o", str(folder / "m.yaml"), "--force"])
        yield f"merge {number:6} returns (PDF){seconds:12.1f} s {1000 * seconds / number:8.1f} ms each {memory:7.0f} MB"


def as_html(made: page.Page) -> str:
    """Return a page as plain HTML with form fields: what the other programs are given."""
    body = "\n".join(html(block, made) for block in made.blocks)
    return (
        f'<!doctype html><html lang="{made.lang}"><head><meta charset="utf-8"><title>{escape(made.title)}</title>'
        f"<style>{CSS}</style></head><body>{body}</body></html>"
    )


def html(block: page.Block, made: page.Page) -> str:
    def inner(blocks: tuple[page.Block, ...]) -> str:
        return "".join(html(kid, made) for kid in blocks)

    def field(box: page.FieldBox) -> str:
        asked = made.fields[box.code]
        ticks = "".join(
            f'<label><input type="checkbox" name="{box.code}-{option.code}"> {escape(option.label)}</label> '
            for option in asked.options
        )
        answer = ticks or f'<textarea name="{box.code}"></textarea>'
        return f"<div><p>[{box.code}] {escape(asked.label)}</p>{inner(box.blocks)}{answer}</div>"

    writers: dict[type, Callable[..., str]] = {
        page.Heading: lambda b: f'<h{b.level} id="{b.anchor}">{runs(b.runs)}</h{b.level}>',
        page.Paragraph: lambda b: f"<p>{runs(b.runs)}</p>",
        page.Listing: lambda b: "<ul>" + "".join(f"<li>{runs(item)}</li>" for item in b.items) + "</ul>",
        page.Section: lambda b: f"<section>{inner(b.blocks)}</section>",
        page.Together: lambda b: inner(b.blocks),
        page.Aside: lambda b: f"<aside><p><b>{escape(b.title)}</b></p>{inner(b.blocks)}</aside>",
        page.Figure: lambda b: inner(b.blocks),
        page.FieldBox: field,
        page.FieldRows: lambda b: "".join(field(box) for box in b.rows),
        page.Table: lambda b: (
            "<table>"
            + "".join(
                "<tr>"
                + "".join(f"<{cell_tag(cell)}>{inner(cell.blocks)}</{cell_tag(cell)}>" for cell in row_.cells)
                + "</tr>"
                for row_ in b.rows
            )
            + "</table>"
        ),
        page.PageBreak: lambda b: "",
        page.Output: lambda b: (
            "".join(f'<p><a href="#{heading.anchor}">{runs(heading.runs)}</a></p>' for heading in made.headings(2))
            if b.name == "contents"
            else ""
        ),
    }
    return writers[type(block)](block)


def cell_tag(cell: page.Cell) -> str:
    return "th" if cell.head else "td"


def runs(found: page.Runs) -> str:
    return escape(page.plain(found))


if __name__ == "__main__":
    main()
