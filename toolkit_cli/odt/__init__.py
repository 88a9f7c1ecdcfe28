"""Workbooks that came back as ODT: they are read, and never written."""
