"""Hours: when the office is open, on which days it is not, and where it is."""
