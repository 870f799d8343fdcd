"""Schemes that rank evidence, one file each; each file ends in `SCHEME`."""
