"""The parts of writing a PDF: layout, faces, structure tags, fields and their appearances."""
