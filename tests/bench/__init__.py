"""``make bench``: how fast, how light and how small, each beside a floor measured in the same run."""
