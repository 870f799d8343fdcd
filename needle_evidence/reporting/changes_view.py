"""What changed between two versions of a project's evidence, as reports show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One thing that changed. what: "status"; before, after: in words, "" for nothing.

    direction: "better", "worse", or "" where neither can be said.
    """

    what: str
    before: str
    after: str
    direction: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimChange:
    """One claim that is not as it was. kind: "added", "removed", "renamed" or "changed".

    text: the claim as it is now, or as it was. was: its earlier id where it was renamed.
    label: status and certainty in words, now, or before where it was removed. anchor: its
    place in the report of the later version, "" where it was removed.
    """

    kind: str
    claim_id: str
    text: str
    label: str
    topic: str = ""
    was: str = ""
    anchor: str = ""
    differences: tuple[Difference, ...] = ()

    @property
    def direction(self) -> str:
        """The direction if all differences that have one agree, "both" if not, "" for none."""
        directions = {one.direction for one in self.differences if one.direction}
        return "both" if len(directions) > 1 else next(iter(directions), "")


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceChange:
    """One work of the reference file. kind: "added", "removed", "renamed", "fallen", "changed".

    fallen: it was retracted, or a concern about it was published. was: its earlier citekey.
    note: what is said of it ("retracted; Crossref, 2026-11-01"). claims: ids of the claims
    that cite it now, or cited it where it was removed.
    """

    kind: str
    citekey: str
    name: str
    was: str = ""
    note: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CountChange:
    """One number of the headline, before and after.

    good: whether more of it is better; None where neither is.
    """

    label: str
    before: int
    after: int
    good: bool | None

    @property
    def direction(self) -> str:
        """Better, worse, or "" where it is the same."""
        if self.before == self.after or self.good is None:
            return ""
        return "better" if (self.after > self.before) is self.good else "worse"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangesView:
    """Two versions compared. before, after: their names, as the user wrote them.

    claims: worst first: those that got worse, then by kind, in file order. counts: the
    headline's numbers, the unchanged ones too.
    """

    before: str
    after: str
    claims: tuple[ClaimChange, ...] = ()
    references: tuple[ReferenceChange, ...] = ()
    counts: tuple[CountChange, ...] = ()

    def of_kind(self, *kinds: str) -> tuple[ClaimChange, ...]:
        """The claims that changed in one of these ways."""
        return tuple(one for one in self.claims if one.kind in kinds)

    @property
    def worse(self) -> tuple[ClaimChange, ...]:
        """The claims that are worse backed than before, in any way."""
        return tuple(one for one in self.claims if one.direction in ("worse", "both"))

    @property
    def nothing(self) -> bool:
        """Whether nothing that readers would see changed."""
        return not (self.claims or self.references)
