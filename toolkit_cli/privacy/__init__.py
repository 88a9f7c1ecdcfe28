"""Personal data in what came back: likely cases are found by rules and word lists, and marks put in their place."""
