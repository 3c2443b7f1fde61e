"""Plain words shared by every floor: no ORM, no network, no clock of their own."""
