"""The parts of the reader of HTML pages."""
