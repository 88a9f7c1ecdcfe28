"""A toolkit as its authors write it: kits, items and fields, in every language."""
