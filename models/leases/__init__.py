"""What one process at a time may do: who may, until when, and with which number."""
