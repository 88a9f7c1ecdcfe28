"""Reads a file of decisions as responses, so that it can be searched: it holds people's answers word for word."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit_cli import filetypes
from toolkit_cli.characters import readable_name
from toolkit_cli.errors import ReturnError
from toolkit_cli.files import yamlfile
from toolkit_cli.files.search import RETURNS
from toolkit_cli.responses.decisions import EMPTY
from toolkit_cli.responses.response import Origin, Response
from toolkit_cli.returns.receipt import Read, Receipt
from toolkit_cli.returns.toolkits import Toolkits

FORMAT = "decisions"  # in the receipts
ID = re.compile(r", [0-9a-f]{12}\Z")  # behind a file's name, where two are alike


def read(path: Path, toolkits: Toolkits) -> list[Read]:
    """Return a response for each answer in a file of decisions; none for any other file.

    Who answered stands in it as a role: a merge writes there what somebody gave as theirs, or a file's name.
    """
    data = filetypes.load(path)
    try:
        if b"decisions" not in data or filetypes.kind(data) != "answers":
            return []
        found = yamlfile.read(path, ReturnError, data=data).data
    except ReturnError:  # which is told where it is read as a return
        return []
    if not isinstance(found, dict) or not isinstance(found.get("decisions"), list):
        return []
    toolkit = toolkits.named(found.get("toolkit"))
    receipt = Receipt(readable_name(path.name), FORMAT, hashlib.sha256(data).hexdigest())
    listed = [response for entry in found["decisions"] for response in _responses(entry)]
    return [Read(toolkit, response, receipt) for response in listed or [Response({})]]


def _responses(entry: Any) -> Iterator[Response]:
    """Yield a response for each answer of an entry, and one for the decision that somebody has written."""
    if not isinstance(entry, dict):
        return
    code, listed = str(entry.get("code") or ""), entry.get("answers")
    who = {"organisation": str(entry.get("organisation") or "")}
    for name, answer in listed.items() if isinstance(listed, dict) else ():
        role, file = _role_and_file(str(name))
        yield Response({code: _text(answer)}, {**who, "role": role}, source=Origin(file))
        who = {}  # which is told once
    if entry.get("decision") not in EMPTY:
        yield Response({code: _text(entry["decision"])}, who)


def _role_and_file(name: str) -> tuple[str, str]:
    """Split a name such as "Trainer (north.docx)", which a merge writes where no role tells people apart."""
    role, _, within = name.partition(" (") if name.endswith(")") else ("", "", "")
    file = ID.sub("", within[:-1] or name)
    if Path(file).suffix.lower() in RETURNS:
        return role, file
    return name, ""


def _text(answer: Any) -> str:
    return ", ".join(map(str, answer)) if isinstance(answer, list) else str(answer)
