"""The tables of a report as headers and rows of plain values; forms only write them."""
