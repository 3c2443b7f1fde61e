"""Surveys: what people are asked about the service, what they answered, and what comes of it."""
