"""People: contacts and their addresses, staff, roles and sessions."""
