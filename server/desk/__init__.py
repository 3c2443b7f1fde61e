"""The staff's desk: acts on threads, numbered events, and the socket they travel on."""
