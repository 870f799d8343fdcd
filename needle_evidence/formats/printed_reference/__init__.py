"""Printed references: from the text of one reference to its labelled parts and its fields."""
