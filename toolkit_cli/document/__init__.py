"""What a word processor's document tells, DOCX or ODT: its story, and the answers in it."""
