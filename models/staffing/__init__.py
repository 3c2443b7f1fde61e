"""Who works in which department, who is at work now, and how much each answers."""
