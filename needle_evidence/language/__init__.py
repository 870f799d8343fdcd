"""Words: normalising, comparing and suggesting them."""
