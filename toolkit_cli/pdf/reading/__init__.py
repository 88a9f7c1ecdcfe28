"""The parts of reading a PDF: its form, its annotations, and what is drawn on its pages."""
