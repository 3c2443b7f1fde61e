"""Other programs' side of the wire: small clients that know only what docs/wire says."""
