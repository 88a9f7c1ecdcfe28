"""Files in and out: YAML, CSV, zipped packages, what a folder holds, and whole writing."""
