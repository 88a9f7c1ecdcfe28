"""Reports: what many responses say together, as pages, tables and lists."""
