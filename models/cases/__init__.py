"""Cases: a resident's matter at the office, its stages and its missing papers."""
