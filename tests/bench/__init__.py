"""How fast and how small, measured beside the floors of the same run: `make bench`."""
