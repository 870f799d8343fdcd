"""Reports and lists of findings, from computed values to text."""
