"""Reference formats: BibTeX text ↔ references, and references as CSL-JSON."""
