"""What the office offers: services, their fees and how long they take; spare parts and stock."""
