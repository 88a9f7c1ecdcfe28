"""Callbacks: what work calls to tell people of it while it goes on, and what stands in where nobody listens."""

from __future__ import annotations

from collections.abc import Callable

Say = Callable[[str], None]  # is told a sentence for people
OnProgress = Callable[[int, int], None]  # is told how many of how many are done


def say_nothing(told: object) -> None:
    """Say nothing of what is told, for who does not ask for it."""


def no_progress(done: int, total: int) -> None:
    """Show nothing of how far the work is."""
