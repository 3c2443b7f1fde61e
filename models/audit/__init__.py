"""What staff did and looked at, in a chain that shows every change."""
