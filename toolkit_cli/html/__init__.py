"""The HTML format: one self-contained page, to read on a screen and to print."""
