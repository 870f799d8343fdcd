"""Works as CSL-JSON items: fields, names, dates."""
