"""Reaches a LibreOffice that is starting; for the system's Python, which has the module uno."""

from __future__ import annotations

import time
from typing import Any

import uno

PATIENCE = 60  # seconds


def connected(address: str) -> Any:
    """Return the context of the program that listens at an address, as soon as it does."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return resolver.resolve(address)
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
