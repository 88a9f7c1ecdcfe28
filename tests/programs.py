"""Programs that none of us wrote and that the tests look through: found by name, or skipped by name.

With TOOLKIT_ALL_PROGRAMS=1 in the environment a missing program fails the test instead.
"""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pypdfium2
import pytest


def program(name: str) -> str:
    """Return the path of a program; skip the test that needs it where it is missing."""
    found = shutil.which(name)
    if found is None:
        missing(name)
    return found


def run(*command: object) -> str:
    """Run a program and return what it printed; fail with its words where it failed."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"{command[0]}: {done.stdout}\n{done.stderr}"
    return done.stdout


def converted(document: Path, folder: Path, kind: str = "pdf") -> Path:
    """Convert a document to PDF, or to another kind, with LibreOffice, in a profile of its own."""
    run(
        program("soffice"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        folder,
        document,
    )
    made = folder / f"{document.stem}.{kind}"
    assert made.is_file()
    return made


def pdf_text(path: Path, *options: str) -> str:
    """Return a PDF's text as poppler reads it."""
    return run(program("pdftotext"), *options, path, "-")


def painted_text(data: bytes) -> str:
    """Return the text of a PDF's pages with their fields, as PDFium paints them."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    for sheet in document:
        sheet.flatten()
    flat = io.BytesIO()
    document.save(flat)
    document.close()
    return "\n".join(page_texts(flat.getvalue()))


def page_texts(data: bytes) -> list[str]:
    """Return the text of each page of a PDF without its fields, as PDFium reads it."""
    document = pypdfium2.PdfDocument(data)
    texts = [sheet.get_textpage().get_text_range() for sheet in document]
    document.close()
    return texts


def missing(what: str) -> NoReturn:
    """Skip the test that needs what is not here; fail it where everything has to be here."""
    if os.environ.get("TOOLKIT_ALL_PROGRAMS"):
        pytest.fail(f"{what} is not installed")
    pytest.skip(f"{what} is not installed")


def node_package(name: str) -> Path:
    """Return the folder of an npm package: in TOOLKIT_NODE_MODULES, or in tests/clients/node_modules."""
    folder = os.environ.get("TOOLKIT_NODE_MODULES") or Path(__file__).parent / "clients" / "node_modules"
    found = Path(folder).resolve() / name
    if not found.is_dir():
        missing(f"the npm package {name}")
    return found


def system_python(module: str) -> str:
    """Return the Python of the system, which has modules that come with programs (uno, gi) and not from PyPI."""
    python = "/usr/bin/python3"
    try:
        if subprocess.run([python, "-c", f"import {module}"], capture_output=True, timeout=60).returncode == 0:
            return python
    except FileNotFoundError:
        pass
    missing(f"{python} with the module {module}")


def own_python(module: str) -> str:
    """Return the Python of the tests, for a program that is a package from PyPI and runs in a process of its own."""
    if importlib.util.find_spec(module) is None:
        missing(f"the package {module}")
    return sys.executable


def java_package(module: str, folder: str) -> str:
    """Return the class path of the jars in a folder of a package from PyPI."""
    found = importlib.util.find_spec(module)
    if found is None or not found.origin:
        missing(f"the package {module}")
    return str(Path(found.origin).parent / folder / "*")


def debian_jars(*names: str) -> list[Path]:
    """Return jars that Debian's packages put where all of them go."""
    jars = [Path("/usr/share/java") / f"{name}.jar" for name in names]
    for jar in jars:
        if not jar.is_file():
            missing(f"{jar}")
    return jars
