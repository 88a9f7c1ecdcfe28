"""The commands, as click takes them: options in, one call each."""
