"""The text of a BibTeX or BibLaTeX file: values, names, LaTeX, inheritance."""
