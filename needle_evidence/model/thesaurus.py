"""One row of a thesaurus: a term of the field, its other names and its relations."""

from __future__ import annotations

from dataclasses import dataclass

from needle_evidence.model.finding import Location


@dataclass(frozen=True, kw_only=True, slots=True)
class ThesaurusTerm:
    """A term, as shipped or as a user's appraisal/thesaurus.csv holds it.

    kind: "intervention", "condition", "outcome" or "population". synonyms: other names of
    the same thing. broader: terms that include it. related: related but different terms
    (golfer's elbow: tennis elbow). source: where the row comes from.
    """

    term: str
    kind: str
    synonyms: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    source: str = ""
    location: Location | None = None
