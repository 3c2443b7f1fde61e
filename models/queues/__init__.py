"""Queues: services, counters, the places of a day, and the tickets of those who come."""
