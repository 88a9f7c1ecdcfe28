"""From templates to a page, which a writer of any format sets: blocks, theme, charts and what is filled in."""
