"""The program's entry point: `toolkit`, and `python -m toolkit_cli` where no script is installed."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; Ctrl-C ends it without a traceback also while it is being loaded."""
    try:
        from toolkit_cli.cli import main as run

        run()
    except KeyboardInterrupt:
        print("Aborted!", file=sys.stderr)  # as click does
        sys.exit(1)


if __name__ == "__main__":
    main()
