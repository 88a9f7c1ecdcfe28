"""Where the program begins: `toolkit`, and `python -m toolkit_cli` where no script was installed."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; Ctrl-C ends it in a word also while it is being loaded, which takes a moment."""
    try:
        from toolkit_cli.cli import main as run

        run()
    except KeyboardInterrupt:
        print("Aborted!", file=sys.stderr)  # as click has it
        sys.exit(1)


if __name__ == "__main__":
    main()
