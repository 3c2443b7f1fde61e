"""What each `loket` command does, a module for each kind; loaded only when it is asked for."""
