"""The parts of writing a DOCX: blocks, fields, styles, running lines, and the package."""
