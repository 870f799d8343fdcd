"""The frozen values that every part of needle-evidence speaks in; standard library only."""
