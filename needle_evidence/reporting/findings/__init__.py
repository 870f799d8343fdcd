"""The forms in which findings are printed, one per file; each ends in `FINDINGS_FORMAT`."""
