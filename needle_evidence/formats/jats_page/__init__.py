"""The parts of the reader of JATS XML articles."""
