"""SMS: from bytes on a serial port to messages, and back."""
