"""What of a user's own workbooks are printed with, which tells print from what people have added."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Design:
    """What of a user's own a workbook was printed with: templates and words, and a theme, whose marks are words too."""

    templates: Path | None = None
    theme: Path | None = None

    def files(self) -> list[Path]:
        """Return all files of it."""
        below = sorted(path for path in self.templates.rglob("*") if path.is_file()) if self.templates else []
        return [*below, *([self.theme] if self.theme else [])]


SHIPPED = Design()
