"""Workbooks as PDF: fillable, tagged for screen readers, and read back."""
