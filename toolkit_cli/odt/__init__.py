"""Workbooks that came back as ODT, as LibreOffice saves them."""
