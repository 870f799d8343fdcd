"""The forms of the evidence report, one per file; each ends in `REPORT_FORMAT`."""
