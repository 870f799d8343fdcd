"""Where each claim stands in an article, and what changed there."""
