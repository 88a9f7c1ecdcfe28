"""Callbacks with which work tells people how it goes on, and those that do nothing."""

from __future__ import annotations

from collections.abc import Callable

Say = Callable[[str], None]  # called with a sentence for people
OnProgress = Callable[[int, int], None]  # called with how many of how many pieces are done
OnStage = Callable[[int, int, str], None]  # the same for work that counts one thing after another; and which


def say_nothing(told: object) -> None:
    """Ignore what is said."""


def no_progress(done: int, total: int, what: str = "") -> None:
    """Ignore the progress."""
