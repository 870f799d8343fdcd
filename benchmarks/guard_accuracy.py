"""Measures the meaning guard alone on pairs of an article before and after an edit.

`python -m benchmarks.guard_accuracy [--generated N] [--seed N] [--held-back]`

The pairs are those of tests/corpus/anchor_edits.jsonl, and generated ones. The stretch that a
quote became is found by aligning the words of the two articles, so that nothing is measured
here but the guard. The cases marked `held_back` were kept out of tuning.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from benchmarks.anchor_edits import generated_edits
from needle_evidence.anchoring.governing_words import governed_quote
from needle_evidence.anchoring.meaning_guard import Comparison, compare
from needle_evidence.anchoring.searchable_text import prepare
from needle_evidence.formats.articles.markdown import read_markdown
from needle_evidence.language.thesaurus import build_thesaurus
from needle_evidence.model.anchor import GovernedQuote
from needle_evidence.model.article import Article

CASES = Path(__file__).parent.parent / "tests" / "corpus" / "anchor_edits.jsonl"


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A case with what the guard says of it. moved: whether it stands under another heading."""

    case: Mapping[str, Any]
    recorded: GovernedQuote
    current: GovernedQuote
    moved: bool
    comparison: Comparison

    @property
    def verdict(self) -> str:
        """Either "keeps", "reanchored" (another wording) or "not_kept" (another meaning)."""
        if self.comparison.same:
            return "keeps"
        return "not_kept" if self.comparison.changes else "reanchored"


def written_cases(*, held_back: bool | None = None) -> Iterator[dict[str, Any]]:
    """The cases of the file: all, or those that were or were not kept out of tuning."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if held_back is None or case["held_back"] is held_back:
            yield case


def judge_cases(cases: Iterable[Mapping[str, Any]]) -> Iterator[Judged]:
    """What the guard says of each."""
    thesaurus = build_thesaurus()
    for case in cases:
        recorded, current, moved = governed_pair(case)
        comparison = compare(recorded, current, thesaurus, moved_heading=moved)
        yield Judged(
            case=case, recorded=recorded, current=current, moved=moved, comparison=comparison
        )


def governed_pair(case: Mapping[str, Any]) -> tuple[GovernedQuote, GovernedQuote, bool]:
    """What a case records, what stands there after its edit, and whether it moved elsewhere."""
    before = read_markdown(case["before"].encode(), "page.md")
    after = read_markdown(case["after"].encode(), "page.md")
    span = _find(before, case["quote"])
    if span is None:
        raise ValueError(f"{case['id']}: its quote does not stand in its page")
    recorded = governed_quote(before, *span)
    there = _find(after, recorded.quote, once=True) or _aligned(before.text, after.text, span)
    current = governed_quote(after, *there)
    moved = current.heading != recorded.heading and recorded.heading in _headings(after)
    return recorded, current, moved


def figures(judged: Iterable[Judged]) -> str:
    """The table of what passes, by what is expected."""
    counts = Counter((one.case["expect"], one.verdict) for one in judged)
    lines = [f"{'expected':12}{'keeps':>8}{'reworded':>10}{'changed':>9}"]
    for expected in ("not_kept", "keeps", "reanchored"):
        row = [counts[expected, verdict] for verdict in ("keeps", "reanchored", "not_kept")]
        lines.append(f"{expected:12}{row[0]:8}{row[1]:10}{row[2]:9}")
    return "\n".join(lines)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.guard_accuracy")
    parser.add_argument("--generated", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--held-back", action="store_true")
    parser.add_argument("--errors", action="store_true", help="list what was judged otherwise")
    options = parser.parse_args()
    cases: Iterable[Mapping[str, Any]] = written_cases(held_back=options.held_back)
    if options.generated:
        cases = generated_edits(options.seed, options.generated)
    started = time.perf_counter()
    judged = list(judge_cases(cases))
    print(figures(judged))
    print(f"{len(judged)} cases, {time.perf_counter() - started:.2f} s with reading")
    for one in judged:
        if options.errors and one.verdict != one.case["expect"]:
            print(f"\n{one.case['id']} {one.case['class']} {one.case['expect']}: {one.verdict}")
            print(f"  {one.case['quote']!r}\n  {one.comparison}")


def _find(article: Article, quote: str, *, once: bool = False) -> tuple[int, int] | None:
    plain = " ".join(quote.split())
    start = article.text.find(plain)
    if start < 0 or (once and article.text.find(plain, start + 1) >= 0):
        return None
    return start, start + len(plain)


def _aligned(before: str, after: str, span: tuple[int, int]) -> tuple[int, int]:
    """The stretch of the second text that stands where that of the first does."""
    one, other = prepare(before), prepare(after)
    matcher = SequenceMatcher(None, list(one.forms), list(other.forms), autojunk=False)
    inside = [n for n, start in enumerate(one.starts) if span[0] <= start < span[1]]
    first, last = inside[0], inside[-1] + 1
    start = end = -1
    for _, i, j, k, m in matcher.get_opcodes():
        if i <= first < j:
            start = k + (first - i if j - i == m - k else 0)
        if i < last <= j:
            end = m - (j - last if j - i == m - k else 0)
    start, end = min(start, len(other.starts) - 1), max(end, start + 1)
    return other.starts[start], other.ends[min(end, len(other.ends)) - 1]


def _headings(article: Article) -> frozenset[str]:
    return frozenset(
        article.text[block.start : block.end]
        for block in article.blocks
        if block.kind.value == "heading"
    )


if __name__ == "__main__":
    main()
