"""One registry per module; each ends in SOURCE."""
