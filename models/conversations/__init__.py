"""Conversations: messages, who speaks, what waits to be sent, and what the desk saw."""
