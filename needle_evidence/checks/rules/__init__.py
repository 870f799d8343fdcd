"""The rules, one per file, named by code and what it finds; each ends in `CHECK`."""
