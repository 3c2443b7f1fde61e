"""Telephone numbers: parsed once at the door, E.164 inside."""

import phonenumbers

HOME_REGION = "ID"
LONGEST_WRITING = 40
"""Longer input is not a telephone number, however it is punctuated."""


def parse_phone(raw: str) -> str | None:
    """The E.164 form of a number as people write it (0812-3456-7890, +62 812 ...), or None.

    Only valid numbers of the public plan are taken; short codes and sender names give None.
    """
    if len(raw) > LONGEST_WRITING:
        return None
    try:
        number = phonenumbers.parse(raw, HOME_REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_dialled(number: str) -> bool:
    """Whether an E.164 number lies in a range that is in use: before money is spent on it."""
    return phonenumbers.is_valid_number(phonenumbers.parse(number, HOME_REGION))
