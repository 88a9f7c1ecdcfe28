"""Takes in what comes back: known by its stamp, matched with its fields, told in a receipt, gathered and merged."""
