"""How the work runs: on several processors, interrupted, and with a bar that shows how far it is."""
