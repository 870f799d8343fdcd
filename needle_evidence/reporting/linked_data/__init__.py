"""The claims that stand, in the words of schema.org."""
