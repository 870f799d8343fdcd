"""Candidate references for a claim: which works of the library may speak about it."""
