"""Files in and out: YAML, CSV, zipped packages, floods of XML, what a folder holds, and whole writing."""
