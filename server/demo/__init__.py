"""The demo: an office of invented people, a simulated modem, a phone in the browser."""
