"""The plan in hand, and the ways in which it is shown."""
