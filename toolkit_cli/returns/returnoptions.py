"""What every command that takes returns is asked, and what it ends with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit_cli.errors import Problem
from toolkit_cli.returns.design import Design
from toolkit_cli.returns.toolkits import Toolkits

BAD_RETURN, NOTED = 3, 4
NOTHING = Problem("", 0, "There are no returns here.", "Give files or folders.")


@dataclass(frozen=True, kw_only=True)
class ReturnOptions:
    """What is asked of whatever takes returns; paths as the user gave them, None for what is left to the program.

    `folders` are the user's own toolkits, `theme` and `templates` what the workbooks were printed with, `passwords` a
    file of those that PDFs are locked with. `strict` asks for an exit code of its own where something is noted, `force`
    writes over files that exist.
    """

    folders: tuple[Path, ...] = ()
    translations: tuple[Path, ...] = ()
    passwords: Path | None = None
    theme: Path | None = None
    templates: Path | None = None
    strict: bool = False
    force: bool = False

    def toolkits(self) -> Toolkits:
        """Return the toolkits whose returns can be read.

        Raise `ToolkitError` for what is wrong in what is the user's own: it is told once, and not for each return.
        """
        made = Toolkits(self.folders, self.translations, self.passwords, Design(self.templates, self.theme))
        made.check()
        return made


def exit_code(unread: object, noted: bool, strict: bool) -> int:
    """Return 3 where a return could not be read, 4 where something is noted and `strict` asks for none, else 0.

    One in a language that is not here could not, whatever was found in it.
    """
    return BAD_RETURN if unread else NOTED if strict and noted else 0
