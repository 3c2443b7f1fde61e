"""What the office offers: services, their papers, fees and how long they take."""
