"""Turns a toolkit for self-reflection, written in YAML, into fillable workbooks and back into answers."""

__version__ = "0.1.0"
