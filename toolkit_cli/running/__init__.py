"""How the work runs: on several processors, interrupted, and with callbacks and a bar that tell how far it is."""
