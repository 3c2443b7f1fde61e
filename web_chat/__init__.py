"""The resident's window: the chat page and its socket."""
