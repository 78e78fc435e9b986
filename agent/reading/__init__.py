"""Message in, reading out."""
