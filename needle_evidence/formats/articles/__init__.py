"""Article formats: one file each, ending in `ARTICLE_FORMAT`."""
