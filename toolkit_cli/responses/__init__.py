"""Responses and answers files: checked, merged, decided on, and made ready to be filled in."""
