"""Callbacks with which work tells people how it goes on, and those that do nothing."""

from __future__ import annotations

from collections.abc import Callable

Say = Callable[[str], None]  # called with a sentence for people
OnProgress = Callable[[int, int], None]  # called with how many of how many pieces are done


def say_nothing(told: object) -> None:
    """Ignore what is said."""


def no_progress(done: int, total: int) -> None:
    """Ignore the progress."""
