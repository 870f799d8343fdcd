"""`python -m benchmarks.suggesting`: how well references are ranked for a claim, and how fast."""

from __future__ import annotations

import argparse
import ast
import csv
import hashlib
import math
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from needle_evidence.language.thesaurus import build_thesaurus
from needle_evidence.language.word_stems import word_stem
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.suggest.candidates import suggest_references
from needle_evidence.suggest.index import ReferenceIndex, build_index

_FOLDER = Path("a_claim_evidence")
_LITERAL = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_DEPTH = 10
_LARGE = 10_000
_GOAL, _MILLISECONDS = 1.02, 50
_PLACE = Location(path="benchmark")
# Lucene's English stop words, and its BM25 as Anserini runs it.
_STOP_WORDS = frozenset(
    """a an and are as at be but by for if in into is it no not of on or such that the their then
    there these they this to was will with""".split()  # noqa: SIM905 - a list of words to read
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_K1, _B = 0.9, 0.4
Ranking = Callable[[str], Sequence[str]]


def main(arguments: list[str] | None = None) -> None:
    """Prints nDCG@10 of `suggest` and of plain BM25 on the same claims, and the time of one answer.

    Ends with 1 where a goal is missed.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suggesting")
    parser.add_argument("--data", type=Path, required=True, help=f"the folder with {_FOLDER}")
    options = parser.parse_args(arguments)
    folder = options.data / _FOLDER
    if not folder.is_dir():
        parser.error(f"there is no {folder}")
    references, truth = read_corpus(folder), read_claims(folder)
    print(f"{len(truth)} claims over {len(references)} abstracts, nDCG@{_DEPTH}\n")
    ours = scores(suggestions(references), truth)
    plain = scores(plain_bm25(references), truth)
    met = report(ours, plain)
    met = report_speed(references, list(truth)) and met
    sys.exit(not met)


def read_corpus(folder: Path) -> list[Reference]:
    """The abstracts as entries; the file prints each abstract as a list without commas."""
    csv.field_size_limit(10**8)
    with (folder / "corpus_train.csv").open(encoding="utf-8", newline="") as stream:
        return [
            Reference(
                key=row["doc_id"],
                entry_type="article",
                location=_PLACE,
                fields={"title": row["title"], "abstract": _sentences(row["abstract"])},
            )
            for row in csv.DictReader(stream)
        ]


def read_claims(folder: Path) -> dict[str, set[str]]:
    """Each claim's text with the documents that it cites; a claim on several rows once."""
    truth: dict[str, set[str]] = {}
    with (folder / "claims_train.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            truth.setdefault(row["claim"], set()).update(re.findall(r"\d+", row["cited_doc_ids"]))
    return truth


def held_back(claim: str) -> bool:
    """Whether a claim is in the half that nothing was tuned on; by its hash, so for ever."""
    return hashlib.sha256(claim.encode()).digest()[-1] % 2 == 1


def ndcg(ranked: Sequence[str], relevant: set[str]) -> float:
    """Normalised discounted cumulative gain at 10, every cited document counting one."""
    gain = sum(1 / math.log2(n + 2) for n, key in enumerate(ranked[:_DEPTH]) if key in relevant)
    return gain / sum(1 / math.log2(n + 2) for n in range(min(_DEPTH, len(relevant))))


def scores(ranking: Ranking, truth: Mapping[str, set[str]]) -> dict[str, float]:
    """nDCG@10 of a ranking for each claim."""
    return {claim: ndcg(ranking(claim), relevant) for claim, relevant in truth.items()}


def suggestions(references: Sequence[Reference]) -> Ranking:
    """What `suggest` lists for a claim."""
    library = Library(references=tuple(references))
    index = build_index(references, build_thesaurus())

    def ranking(text: str) -> list[str]:
        return answer(library, index, text)

    return ranking


def answer(library: Library, index: ReferenceIndex, text: str) -> list[str]:
    """The keys that `suggest` lists for a sentence, all else worked out too."""
    claim = Claim(claim_id="claim", text=text, location=_PLACE)
    found = suggest_references(library, index, claim, top=_DEPTH)
    return [candidate.reference.key for candidate in found.candidates]


def plain_bm25(references: Sequence[Reference]) -> Ranking:
    """Plain BM25 (k1 0.9, b 0.4) over title and abstract, with Lucene's words and stems."""
    postings: dict[str, list[tuple[int, int]]] = {}
    lengths: list[int] = []
    for number, reference in enumerate(references):
        counts = Counter(_plain_words(f"{reference.title} {reference.text('abstract')}"))
        lengths.append(sum(counts.values()))
        for word, count in counts.items():
            postings.setdefault(word, []).append((number, count))
    total, usual = len(references), statistics.fmean(lengths)

    def ranking(text: str) -> list[str]:
        found = [0.0] * total
        for word, times in Counter(_plain_words(text)).items():
            holding = postings.get(word, [])
            weight = math.log(1 + (total - len(holding) + 0.5) / (len(holding) + 0.5))
            for number, count in holding:
                room = _K1 * (1 - _B + _B * lengths[number] / usual)
                found[number] += times * weight * count / (count + room)
        best = sorted(range(total), key=lambda number: (-found[number], number))[:_DEPTH]
        return [references[number].key for number in best if found[number] > 0]

    return ranking


def report(ours: Mapping[str, float], plain: Mapping[str, float]) -> bool:
    """Prints both by halves; True where the goal is met on all claims."""
    print(f"{'claims':24}{'number':>7}{'suggest':>9}{'BM25':>8}{'ratio':>8}")
    halves: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("tuned on", lambda claim: not held_back(claim)),
        ("held back", held_back),
        ("all", bool),
    )
    ratio = 0.0
    for name, chosen in halves:
        claims = [claim for claim in ours if chosen(claim)]
        mean, base = (statistics.fmean(of[claim] for claim in claims) for of in (ours, plain))
        ratio = mean / base
        print(f"{name:24}{len(claims):>7}{mean:>9.4f}{base:>8.4f}{ratio:>8.4f}")
    print(f"goal: ratio of all claims at least {_GOAL}: {_verdict(ratio >= _GOAL)}\n")
    return ratio >= _GOAL


def report_speed(references: Sequence[Reference], claims: Sequence[str]) -> bool:
    """Prints how long one answer takes with the index in memory, over 10,000 references."""
    copies = -(-_LARGE // len(references))
    many = [
        Reference(
            key=f"{reference.key}-{copy}",
            entry_type=reference.entry_type,
            location=reference.location,
            fields=reference.fields,
        )
        for copy in range(copies)
        for reference in references
    ][:_LARGE]
    library = Library(references=tuple(many))
    begun = time.perf_counter()
    index = build_index(many, build_thesaurus())
    built = time.perf_counter() - begun
    answer(library, index, claims[0])
    taken = sorted(_milliseconds(library, index, claim) for claim in claims[:200])
    median, most = statistics.median(taken), taken[int(0.95 * len(taken))]
    print(f"{len(many):,} references: index built in {built:.1f} s; one answer takes")
    print(f"{median:.1f} ms (median), {most:.1f} ms (95 of 100), {taken[-1]:.1f} ms (longest)")
    print(f"goal: median under {_MILLISECONDS} ms: {_verdict(median < _MILLISECONDS)}")
    return median < _MILLISECONDS


def _milliseconds(library: Library, index: ReferenceIndex, claim: str) -> float:
    begun = time.perf_counter()
    answer(library, index, claim)
    return 1000 * (time.perf_counter() - begun)


def _sentences(printed: str) -> str:
    """The sentences of a printed list: each a quoted text, with no comma between two."""
    return " ".join(_literal(found[0]) for found in _LITERAL.finditer(printed[1:-1]))


def _literal(quoted: str) -> str:
    try:
        return str(ast.literal_eval(quoted.replace("\n", "\\n")))
    except (SyntaxError, ValueError):
        return quoted[1:-1]


def _plain_words(text: str) -> list[str]:
    words = (re.sub("['’]s$", "", word) for word in _WORD.findall(text.lower()))
    return [word_stem(word) for word in words if word not in _STOP_WORDS]


def _verdict(met: bool) -> str:
    return "met" if met else "MISSED"


if __name__ == "__main__":
    main()
