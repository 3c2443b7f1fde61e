"""What a dialog is written in, and what walks it."""
