"""The parts of reading a DOCX: what stands in its body, its styles, its lists and its other parts."""
