"""An HTTP provider, described by a file, as a way in and out."""
