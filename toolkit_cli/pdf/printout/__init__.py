"""Reads workbooks that came back as print: PDFs without fields, whose answers stand on the pages only."""
