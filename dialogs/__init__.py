"""The conversations: pure scripts and the engine that walks them."""
