"""One test class for each protocol of the house, run over every implementation."""
