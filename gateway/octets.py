"""Numbers as octets, refused where they do not fit."""

from gateway.errors import PduError


def in_octets(*numbers: int) -> bytes:
    """One octet a number. Raises PduError for a number that is not 0 to 255."""
    try:
        return bytes(numbers)
    except ValueError:
        raise PduError("a number does not fit in its octet") from None
