"""Measures needle-evidence side by side with its peers, on libraries of any size."""
