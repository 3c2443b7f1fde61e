"""Canned replies: what staff say often, ready in both languages, with places to be filled."""
