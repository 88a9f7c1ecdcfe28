"""What many tests need: a toolkit of a few lines in a folder, and the shipped toolkit."""

from __future__ import annotations

import gc
import os
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from toolkit_cli import formats
from toolkit_cli.building import build
from toolkit_cli.errors import ToolkitError
from toolkit_cli.files import installed
from toolkit_cli.kits import content, fields, words
from toolkit_cli.kits.fields import Field
from toolkit_cli.kits.model import Toolkit
from toolkit_cli.kits.selection import Selection
from toolkit_cli.layout import theme
from toolkit_cli.layout.fill import EMPTY
from toolkit_cli.layout.page import Page
from toolkit_cli.returned import Returned
from toolkit_cli.returns.toolkits import Toolkits

from .programs import converted

# Where every program has to be there, the examples are the same in each run: what decides on a change must not be luck,
# nor how busy the machine is. Elsewhere they are new each time.
settings.register_profile("decides", derandomize=True, deadline=None)
settings.register_profile("seeks", deadline=None)
settings.load_profile("decides" if os.environ.get("TOOLKIT_ALL_PROGRAMS") else "seeks")

TINY = {
    "toolkit.yaml": """\
toolkit: tiny
version: "1.0"
title: A tiny toolkit
publisher:
  name: The Publisher
  short: TP
source:
  title: A source
  text: After a source. Begin with [[A]].
notice:
  title: Before you write
  text: No names.
respondent:
  code: R
  title: About you
  fields:
    - name: organisation
      label: Organisation
    - name: date
      label: Date
      answer: date
kits:
  - alpha.yaml
  - beta.yaml
""",
    "alpha.yaml": """\
code: A
title: Alpha
facilitation:
  aim: Secret aim
  watch:
    - Secret watch
items:
  - code: A1
    kind: text
    title: To begin with
    notes: true
    text: |
      First words; see [[A2]] and [[B]].

      - a point
      - another
  - code: A2
    kind: question
    question: Did it work?
    answer: yes_no
    more: In what way
    facilitation: Secret note
  - code: A3
    kind: question
    question: How did it work?
    answer: text
    when:
      field: A2
      is: "yes"
      text: If it worked
  - code: A4
    kind: question
    question: How many?
    answer: count
  - code: A5
    kind: question
    question: Since when?
    answer: date
  - code: A6
    kind: question
    question: At what level?
    answer: choice
    options:
      - code: low
        label: Low level
      - code: high
        label: High level
  - code: A7
    kind: question
    question: By what means?
    answer: many
    options:
      - code: phone
        label: By phone
      - code: post
        label: By post
""",
    "beta.yaml": """\
code: B
title: Beta
items:
  - code: B1
    kind: challenge
    title: A challenge
    concerns:
      - code: B1c1
        text: A concern
    recommendations:
      - code: B1r1
        text: A recommendation
      - code: B1r2
        text: Another one
  - code: B2
    kind: debate
    title: A debate
    assumption: All is well
    pros:
      - code: B2p1
        text: A pro
    cons:
      - code: B2n1
        text: A con
    position:
      code: B2x
      text: Secret position
  - code: B3
    kind: opportunity
    title: An opportunity
    text: To be seen.
  - code: B4
    kind: figure
    title: A figure
    chart:
      unit: countries
      levels: [none, some]
      bars:
        - label: April
          counts: [1, 3]
    caption: What it shows
    source:
      text: Where it comes from
    licence: CC BY 4.0
    alt: One bar.
  - code: B5
    kind: prompts
    prompts:
      - What if?
""",
}


class Folder:
    """A folder with a toolkit's files, to be changed in one place and looked at again."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def change(self, name: str, old: str, new: str) -> Path:
        """Put `new` in the place of the one `old` of a file."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        return self.write(name, text.replace(old, new))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Any folder to write files into."""
    return Folder(tmp_path)


@pytest.fixture
def tiny_folder(tmp_path: Path) -> Folder:
    """A folder with the tiny toolkit's files."""
    made = Folder(tmp_path / "tiny")
    for name, text in TINY.items():
        made.write(name, text)
    return made


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Toolkit:
    """The tiny toolkit, loaded."""
    made = Folder(tmp_path_factory.mktemp("tiny"))
    for name, text in TINY.items():
        made.write(name, text)
    return content.load(made.path)


@pytest.fixture(scope="session")
def tiny_fields(tiny: Toolkit) -> dict[str, Field]:
    return fields.of(tiny, words.load("en"))


@pytest.fixture(scope="session")
def shipped() -> Toolkit:
    """The toolkit that comes with the program."""
    return content.load(installed.default_toolkit())


MakePage = Callable[..., Page]


@pytest.fixture(scope="session")
def shipped_page(shipped: Toolkit) -> MakePage:
    """Return the page of an edition, the participants' if none is named, with some kits and items or all; made once."""

    @cache
    def page(*only: str, edition: str = "participant") -> Page:
        return build.page(Selection(only).of(shipped), edition)

    return page


WriteFile = Callable[[str, str], bytes]


@pytest.fixture(scope="session")
def shipped_file(shipped_page: MakePage) -> WriteFile:
    """Return the blank workbook of the shipped toolkit by its format and edition; written once."""
    return cache(lambda name, edition: formats.write(name, shipped_page(edition=edition), theme.load(), EMPTY))


@pytest.fixture(scope="session")
def shipped_print(shipped_file: WriteFile, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the PDF that LibreOffice makes of an edition's DOCX; converted once."""

    @cache
    def printed(edition: str) -> Path:
        path = Folder(tmp_path_factory.mktemp("printed")).write("workbook.docx", shipped_file("docx", edition))
        return converted(path, path.parent)

    return printed


def lost(body: str, returned: Returned) -> dict[str, int]:
    """Return the words w000 to w999 that a document holds more often than what was read of it, and how often."""
    texts = [text for found in returned.found for text in (found.text, found.label)]
    texts += [note.text for note in returned.notes] + [loose.text for loose in returned.loose or ()]
    given = Counter(re.findall(r"w\d{3}", " ".join(texts)))
    return dict(Counter(re.findall(r"w\d{3}", body)) - given)


def circles(call: Callable[[], object]) -> int:
    """Return how many objects a call leaves behind that refer to each other, which keep all that they were made of."""
    call()  # what is made once
    gc.collect()
    gc.disable()
    try:
        call()
        return gc.collect()
    finally:
        gc.enable()


BACKSLASH = re.compile(r"(?<=[\w:])\\(?=[\w.~*])(?!u[0-9a-f]{4}|x[0-9a-f]{2})")  # of a path, and not of \u00ad or \xad


def relative(said: object, under: Path = Path()) -> str:
    """Return what is said with its paths from the folder `under` on, on Windows too with slashes."""
    slashed = str(said) if os.sep == "/" else BACKSLASH.sub("/", str(said))
    return slashed.replace(f"{under.as_posix()}/", "")


def missing(path: Path = Path("none")) -> str:
    """Return how the system says that a file is not there; Windows has words of its own, others without its folder."""
    with pytest.raises(FileNotFoundError) as raised:
        os.stat(path)
    return str(raised.value.strerror)


def problems(call: Callable[[], object], under: Path = Path()) -> list[str]:
    """Return what a call complains of, a line each; paths are told from the folder `under`."""
    with pytest.raises(ToolkitError) as raised:
        call()
    return [relative(problem, under) for problem in raised.value.problems]


@pytest.fixture
def toolkits(tiny_folder: Folder) -> Toolkits:
    return Toolkits((tiny_folder.path,))


@pytest.fixture
def returns(tmp_path: Path) -> Folder:
    """A folder for returns."""
    made = Folder(tmp_path / "returns")
    made.path.mkdir()
    return made
