"""Tables with a work per row (CSV, TSV, XLSX) ↔ references."""
