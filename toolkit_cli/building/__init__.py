"""Makes workbooks: one, or a personal copy for each row of a roster."""
