"""Appraising claims: what the cited works, taken together, say."""
