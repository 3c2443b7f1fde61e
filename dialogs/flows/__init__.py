"""One file per conversation."""
