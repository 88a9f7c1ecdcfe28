"""A headless Chromium, driven over its debugging pipe: messages of JSON that end in a zero byte."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1200,1000",
    "--remote-debugging-pipe",  # reads from file 3 and writes to file 4
)


class Chromium:
    """A browser with a profile of its own; leave it by `with`, which ends it."""

    def __init__(self, program: str, profile: Path) -> None:
        theirs_in, self.writer = os.pipe()
        self.reader, theirs_out = os.pipe()
        shell = f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}'
        command = ("bash", "-c", shell, "bash", program, *FLAGS, f"--user-data-dir={profile}", "about:blank")
        self.process = subprocess.Popen(
            command, pass_fds=(theirs_in, theirs_out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.sent = 0
        self.unread = b""

    def __enter__(self) -> Chromium:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.call("Browser.close")
            self.process.wait(20)
        except (OSError, EOFError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.writer)
        os.close(self.reader)

    def call(self, method: str, session: str = "", **parameters: Any) -> Any:
        """Call a method of the DevTools protocol and return its result; events in between are passed over."""
        self.sent += 1
        message = {"id": self.sent, "method": method, "params": parameters} | (
            {"sessionId": session} if session else {}
        )
        os.write(self.writer, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self.sent:
            pass
        assert "error" not in answer, f"{method}: {answer['error']}"
        return answer["result"]

    def attach(self, target: str) -> str:
        """Return a session with a page or a frame."""
        return str(self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])

    def targets(self) -> list[dict[str, Any]]:
        """Return all pages, frames and workers."""
        return list(self.call("Target.getTargets", filter=[{}])["targetInfos"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self.unread:
            data = os.read(self.reader, 1 << 20)
            if not data:
                raise EOFError("Chromium has ended")
            self.unread += data
        message, _, self.unread = self.unread.partition(b"\0")
        return dict(json.loads(message))
