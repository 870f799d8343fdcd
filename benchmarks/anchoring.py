"""Measures the whole way of an anchor: read a page, record, read it edited, find it again.

`python -m benchmarks.anchoring [--generated N] [--seed N] [--show]`

The pairs of pages are those of tests/corpus/anchor_edits.jsonl and generated ones (see
benchmarks/anchor_edits.py). A harmful edit is kept where a placement says that the claim still
stands; a harmless one is kept where all do.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.anchor_edits import generated_edits
from benchmarks.guard_accuracy import written_cases
from needle_evidence.anchoring.anchor_claims import anchor_of, place_claims
from needle_evidence.formats.articles.markdown import read_markdown
from needle_evidence.language.thesaurus import Thesaurus, build_thesaurus
from needle_evidence.model.anchor import AnchorState, Placement
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Location

_PATH = "articles/page.md"
_KEEPS, _REANCHORED, _NOT_KEPT = "keeps", "reanchored", "not_kept"


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """One case with where the claim stood before the edit, and where it stands after it."""

    case: Mapping[str, Any]
    before: tuple[Placement, ...]
    after: tuple[Placement, ...]

    @property
    def expected(self) -> str:
        """Either "keeps", "reanchored" (a harmless paraphrase) or "not_kept" (harmful)."""
        return str(self.case["expect"])

    @property
    def recorded(self) -> bool:
        """Whether the quote was found before the edit, so that it could be recorded."""
        return any(place.start >= 0 for place in self.before)

    @property
    def held(self) -> bool:
        """Whether any placement says that the claim still stands."""
        return any(place.state.holds for place in self.after)

    @property
    def states(self) -> str:
        """The states after the edit, as words."""
        return ", ".join(sorted({place.state.value for place in self.after})) or "nothing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """Counts over a set of cases; each pair is the number that hold, of how many."""

    harmful_kept: tuple[int, int]
    harmless_kept: tuple[int, int]
    paraphrases_offered: tuple[int, int]
    not_recorded: int

    def lines(self) -> Iterator[str]:
        """The figures as they are printed."""
        for name, (number, total) in (
            ("harmful edits kept", self.harmful_kept),
            ("harmless edits kept", self.harmless_kept),
            ("paraphrases re-anchored", self.paraphrases_offered),
        ):
            yield f"  {name}: {number} of {total} ({number / total if total else 0:.1%})"
        if self.not_recorded:
            yield f"  quotes not found before the edit: {self.not_recorded}"


def follow(cases: Iterable[Mapping[str, Any]], thesaurus: Thesaurus) -> Iterator[Followed]:
    """Each case taken the whole way."""
    for case in cases:
        claim = Claim(
            claim_id="c1",
            text=case["quote"],
            location=Location(path="claims.csv", line=2),
            quotes=(case["quote"],),
        )
        page = read_markdown(case["before"].encode(), _PATH)
        before = place_claims([claim], [page], [], thesaurus)["c1"]
        anchors = [anchor_of(place, page) for place in before if place.start >= 0]
        edited = read_markdown(case["after"].encode(), _PATH)
        after = place_claims([claim], [edited], anchors, thesaurus)["c1"]
        yield Followed(case=case, before=before, after=after)


def figures(followed: Sequence[Followed]) -> Figures:
    """Counts the three figures that have to hold together."""
    harmful = [one for one in followed if one.case["harmful"]]
    harmless = [one for one in followed if one.expected == _KEEPS]
    paraphrases = [one for one in followed if one.expected == _REANCHORED]
    offered = sum(_offered(one) for one in paraphrases)
    return Figures(
        harmful_kept=(sum(one.held for one in harmful), len(harmful)),
        harmless_kept=(sum(_kept(one) for one in harmless), len(harmless)),
        paraphrases_offered=(offered, len(paraphrases)),
        not_recorded=sum(not one.recorded for one in followed),
    )


def wrong(followed: Iterable[Followed]) -> Iterator[Followed]:
    """The cases that ended otherwise than expected."""
    for one in followed:
        right = {_KEEPS: _kept(one), _REANCHORED: _offered(one), _NOT_KEPT: not one.held}
        if not right[one.expected]:
            yield one


def main() -> None:
    """Prints the figures of the written and of the generated cases."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.anchoring")
    parser.add_argument("--generated", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the cases that went wrong")
    options = parser.parse_args()
    thesaurus = build_thesaurus()
    for name, cases in (
        ("written", list(written_cases())),
        ("generated", list(generated_edits(options.seed, options.generated))),
    ):
        began = time.perf_counter()
        followed = list(follow(cases, thesaurus))
        print(f"{name}: {len(followed):,} cases in {time.perf_counter() - began:.1f} s")
        print("\n".join(figures(followed).lines()))
        for one in wrong(followed):
            if options.show:
                print(f"    {one.case['id']} {one.case['class']}: {one.expected}, is {one.states}")
        counted = Counter((one.expected, one.states) for one in followed)
        for (expected, states), number in sorted(counted.items()):
            print(f"    {expected} → {states}: {number}")


def _kept(one: Followed) -> bool:
    return bool(one.after) and all(place.state.holds for place in one.after)


def _offered(one: Followed) -> bool:
    """Whether a paraphrase is offered, or even kept, and nothing is said to be lost."""
    states = {place.state for place in one.after}
    return bool(states) and all(state.holds or state is AnchorState.REANCHORED for state in states)


if __name__ == "__main__":
    main()
