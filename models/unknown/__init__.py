"""What the bot did not understand, kept for staff to say what was meant."""
