"""The house: imports point downwards only, the command line is light, modules are short and know no content."""

from __future__ import annotations

import ast
import configparser
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import toolkit_cli
from toolkit_cli.kits.model import Toolkit

PACKAGE = Path(toolkit_cli.__file__).parent
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
TEXTS = {module: path.read_text(encoding="utf-8") for module, path in MODULES.items()}
# All packages, and the modules beside them, from the ground up: each may import only those before it.
LAYERS = [
    "characters", "ticks", "marks", "errors", "stamp", "returned", "running", "files", "kits", "layout", "document",
    "docx", "odt", "pdf", "html", "formats", "filetypes", "responses", "building", "returns", "reports", "check",
    "privacy", "commands", "cli", "__main__",
]  # fmt: skip
NETWORK = {
    "socket", "ssl", "http", "urllib.request", "urllib.error", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib",
    "xmlrpc", "socketserver", "asyncio", "requests", "httpx", "aiohttp", "urllib3", "webbrowser",
}  # fmt: skip
HEAVY = {"yaml", "jinja2", "msgspec", "reportlab", "pikepdf", "docx", "lxml", "PIL", "pypdfium2"}


@cache
def parsed(module: str) -> ast.Module:
    return ast.parse(TEXTS[module])


@cache
def imported(module: str) -> frozenset[str]:
    """Return the full names that a module imports, wherever in it; of `from a import b` both `a` and `a.b`."""
    return frozenset(_imported(module))


def _imported(module: str) -> Iterator[str]:
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are written in full"
            yield str(node.module)
            yield from (f"{node.module}.{name.name}" for name in node.names)


def uses(module: str) -> set[str]:
    """Return the modules of the package that a module imports; the package itself only holds the version."""
    return {name for name in imported(module) if name in MODULES} - {"toolkit_cli", module}


def layer(module: str) -> str:
    return [*module.split("."), ""][1]


def test_every_module_has_its_layer() -> None:
    assert sorted({layer(module) for module in MODULES} - {""}) == sorted(LAYERS)


def test_no_imports_go_in_a_circle() -> None:
    packages = {name for name, path in MODULES.items() if path.name == "__init__.py"}  # named by all imports below

    graphlib.TopologicalSorter({module: uses(module) - packages for module in MODULES}).prepare()


@pytest.mark.parametrize("module", [module for module in MODULES if layer(module)])
def test_imports_point_downwards_only(module: str) -> None:
    below = LAYERS[: LAYERS.index(layer(module)) + 1]

    assert {name for name in uses(module) if layer(name) not in below} == set()


@pytest.mark.parametrize("module", [module for module in MODULES if re.search(r"(docx|html|pdf)\.write$", module)])
def test_writers_know_page_and_theme_and_never_content(module: str) -> None:
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        for name in uses(waiting.pop()) - seen:
            seen.add(name)
            waiting.append(name)

    assert "toolkit_cli.layout.page" in seen
    # a format's reader stands in the same package and knows returns: its writer knows none of them
    assert "toolkit_cli.returned" not in seen
    assert seen & {f"toolkit_cli.{name}" for name in ("kits.content", "layout.markup", "layout.render")} == set()
    assert {layer(name) for name in seen} & set(LAYERS[LAYERS.index("formats") :]) == set()


def test_formats_know_nothing_of_each_other() -> None:
    formats = {"docx", "html", "odt", "pdf"}

    borrowed = {
        (module, name)
        for module in MODULES
        for name in uses(module)
        if formats >= {layer(name), layer(module)} and layer(name) != layer(module)
    }
    assert borrowed == set()


def test_the_wheel_holds_every_folder_and_the_version() -> None:
    setup = configparser.ConfigParser()
    setup.read(PACKAGE.parent / "setup.cfg", encoding="utf-8")

    beside = [path for root in ("content", "templates") for path in (PACKAGE.parent / root).rglob("*")]
    folders = {".".join(path.relative_to(PACKAGE.parent).parts[:-1]) for path in [*MODULES.values(), *beside]}
    packages = {name if name.startswith("toolkit_cli") else f"toolkit_cli.{name}" for name in folders}
    packages = {name for name in packages if not name.endswith((".translations", ".__pycache__"))}
    assert set(setup["options"]["packages"].split()) == packages
    assert setup["metadata"]["version"] == toolkit_cli.__version__


def test_the_command_line_loads_nothing_heavy() -> None:
    code = "import sys, toolkit_cli.cli; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert HEAVY & set(done.stdout.split()) == set()


def test_nothing_touches_the_network() -> None:
    found = {module: NETWORK & imported(module) for module in MODULES}

    assert {module: names for module, names in found.items() if names} == {}


def test_no_module_is_longer_than_300_lines() -> None:
    lengths = {module: len(text.splitlines()) for module, text in TEXTS.items()}

    assert {module: length for module, length in lengths.items() if length > 300} == {}


def test_every_module_says_what_it_is() -> None:
    silent = [module for module, text in TEXTS.items() if text.strip() and not ast.get_docstring(parsed(module))]

    assert silent == []


def test_no_word_of_the_content_is_in_the_code(shipped: Toolkit) -> None:
    words = {"covid", "wwp", "pandemic", "perpetrator", shipped.toolkit, shipped.title, shipped.publisher.name}
    words |= {kit.title for kit in shipped.kits if " " in kit.title}

    found = [
        (module, word) for module, text in TEXTS.items() for word in sorted(words) if word.casefold() in text.casefold()
    ]
    assert found == []


def test_the_readme_names_all_in_their_order() -> None:
    readme = (PACKAGE.parent / "README.md").read_text(encoding="utf-8")
    table = readme.split("| in `toolkit_cli/` |", 1)[1].split("\n\n", 1)[0]

    first = "".join(row.split("|")[1] for row in table.splitlines()[2:])
    assert [*re.findall(r"`([a-z]+)(?:\.py)?`", first), "__main__"] == LAYERS
