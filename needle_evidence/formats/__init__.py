"""Text of a file ↔ model; nothing here opens a file."""
