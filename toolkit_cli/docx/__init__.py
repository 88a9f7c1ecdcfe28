"""Workbooks as DOCX: a designed file for Word processors, with a content control for every answer."""
