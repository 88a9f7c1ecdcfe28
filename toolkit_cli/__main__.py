"""`python -m toolkit_cli`: the command line, where no script was installed."""

from toolkit_cli.cli import main

main()
