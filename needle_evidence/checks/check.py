"""What a check is: the frozen type that each rule file ends in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from needle_evidence.model.finding import CheckDescription, NotChecked, Problem, Severity
from needle_evidence.model.library import Library

Look = Callable[[Library], Iterable[Problem | NotChecked]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One rule: its code and texts, what it needs loaded, and the function that looks.

    code: "NE" and three digits, never reused. name: the rule in a few words with hyphens.
    needs: names of the library's parts without which it is *not checked*. summary: what it
    finds, one sentence. why: why that matters. bad, good: an example of each, as the user's
    file would show it. way_out: what to do; used where a problem brings none of its own.
    pack: the rule pack it belongs to; "" for one that always runs.
    look: yields a `Problem` per problem and a `NotChecked` per thing it could not look at.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    bad: str
    good: str
    way_out: str
    look: Look
    needs: frozenset[str] = frozenset({"claims", "references"})
    pack: str = ""

    @property
    def description(self) -> CheckDescription:
        """The check's texts without its function."""
        return CheckDescription(
            code=self.code,
            name=self.name,
            severity=self.severity,
            summary=self.summary,
            why=self.why,
            bad=self.bad,
            good=self.good,
            way_out=self.way_out,
            pack=self.pack,
        )


def reading_check(*kinds: str) -> Look:
    """The look of a check that reports what the readers noted under these kinds."""

    def look(library: Library) -> Iterable[Problem]:
        return (problem for problem in library.problems if problem.kind in kinds)

    return look
