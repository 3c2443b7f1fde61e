"""What docs/wire promises, asked over real sockets."""
