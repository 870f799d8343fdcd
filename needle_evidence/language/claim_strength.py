"""How strongly a text can claim: the classes, from no claim at all to an absolute one."""

from __future__ import annotations

import enum


class Strength(enum.Enum):
    """How strongly a text claims (classes after the table of Santesso 2020, turned round)."""

    NONE = "none"
    UNCERTAIN = "uncertain"
    POSSIBLE = "possible"
    PROBABLE = "probable"
    ASSERTIVE = "assertive"
    ABSOLUTE = "absolute"

    @property
    def rank(self) -> int:
        """0 for none up to 5 for absolute."""
        return _RANKS[self]

    @property
    def label(self) -> str:
        """The word that a person reads."""
        return self.value


_RANKS = {strength: rank for rank, strength in enumerate(Strength)}
