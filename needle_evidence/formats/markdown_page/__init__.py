"""The parts of the reader of Markdown pages."""
