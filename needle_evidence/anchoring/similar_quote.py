"""Where words stand in a text that could be an edited quote; whether they are, others judge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from needle_evidence.anchoring.match_quote import Span, word_at
from needle_evidence.anchoring.searchable_text import SearchableText, prepare

# A pair of words that stands more often than this tells nothing of where a quote was.
_COMMON_PAIR = 64
_COMMON_WORD = 24
# Of so many pairs and words of a long quote, evenly chosen, the places are looked up.
_MOST_SEEDS = 120
_MOST_CANDIDATES = 4
_LEAST_SIMILAR = 0.3
# Windows that share much less with the quote than the best one are not aligned.
_LEAST_SHARE = 0.3
# At an end of a quote: so many words are weighed one by one, and so many more may be new.
_MOST_WEIGHED, _MOST_PUT_IN = 12, 3
# Costs of edits, where another word costs 1: a word that is missing was rather replaced.
_LEFT_OUT, _PUT_IN, _TURNED_ROUND, _AT_BORDER = 1.05, 0.7, 0.5, 0.3
_MISSPELT, _MOST_MISSPELT = 0.7, 3
# How much it speaks for an end that one word or both beside the quote stand there still.
_BESIDE, _BOTH_BESIDE = 0.4, 1.5
_PARAGRAPH = "\n\n"
_SENTENCE_ENDS = frozenset(".?!。？！")


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """Words that could be a quote after an edit.

    start, end: the stretch of the text, from word to word. similarity: 0 to 1, of the two as
    they are written. margin: by how much it is more similar than the next candidate.
    """

    start: int
    end: int
    similarity: float
    margin: float


class _Block(NamedTuple):
    """Words in common: the first one's number in the quote and in the window, how many."""

    source: int
    target: int
    length: int

    def gaps_after(self, before: _Block) -> tuple[int, int]:
        """How many words of the quote and of the window lie between two blocks."""
        return (
            self.source - before.source - before.length,
            self.target - before.target - before.length,
        )


def find_similar(
    quote: str | SearchableText,
    text: SearchableText,
    within: Span | None = None,
    *,
    prefix: str = "",
    suffix: str = "",
) -> tuple[Candidate, ...]:
    """The few stretches of a text that are most like a quote, the most similar one first.

    Pairs of neighbouring words and rare words of the quote point to stretches; only these are
    aligned with it. A quote of one word has none: any other word would do. Takes time in
    proportion to the quote's length, whatever that of the text, once the text's pairs of words
    are known.

    within: only this stretch `[start, end)` of the text. prefix, suffix: what stood beside the
    quote; where its own ends were edited, they tell where it ends.
    """
    wanted = prepare(quote) if isinstance(quote, str) else quote
    if len(wanted.words) < 2:
        return ()
    beside = tuple(_words(prefix)[::-1][:2]), tuple(_words(suffix)[:2])
    found: dict[Span, float] = {}
    for window in _windows(wanted, text, within):
        span = _aligned(wanted, text, window, beside)
        if span is not None:
            found[span] = _similarity(wanted.text, text.text, span)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    kept: list[tuple[Span, float]] = []
    for span, similarity in ranked:
        apart = all(span[1] <= other[0] or span[0] >= other[1] for other, _ in kept)
        if apart and similarity >= _LEAST_SIMILAR:
            kept.append((span, similarity))
    following = [*(similarity for _, similarity in kept[1:]), 0.0]
    return tuple(
        Candidate(start=start, end=end, similarity=similarity, margin=similarity - after)
        for ((start, end), similarity), after in zip(kept, following, strict=False)
    )


@lru_cache(maxsize=2)
def _pairs(text: SearchableText) -> dict[tuple[str, str], list[int]]:
    """By pair of neighbouring words, where it stands among the words of a text."""
    pairs: dict[tuple[str, str], list[int]] = {}
    forms = [text.forms[token] for token in text.words]
    for place, pair in enumerate(pairwise(forms)):
        pairs.setdefault(pair, []).append(place)
    return pairs


def _windows(
    wanted: SearchableText, text: SearchableText, within: Span | None
) -> list[tuple[int, int]]:
    """Stretches of words, by number, that share most with the quote, best first."""
    forms = [wanted.forms[token] for token in wanted.words]
    length = len(forms)
    low, high = (0, len(text.words)) if within is None else (
        word_at(text, within[0]), word_at(text, within[1]))  # fmt: skip
    hits = sorted(
        (place - number, weight, number)
        for number, places, weight in _seeds(forms, text)
        for place in places
        if low <= place < high
    )
    slack = max(3, length // 3)
    groups: list[tuple[float, int, int]] = []
    begin = 0
    for index, (shift, _, _) in enumerate(hits):
        last = index + 1 == len(hits)
        if last or hits[index + 1][0] - shift > slack or shift - hits[begin][0] > 2 * slack:
            best: dict[int, float] = {}
            for _, weight, number in hits[begin : index + 1]:
                best[number] = max(best.get(number, 0.0), weight)
            groups.append((sum(best.values()), hits[begin][0], shift))
            begin = index + 1
    groups.sort(key=lambda group: (-group[0], group[1]))
    return [
        (max(low, first - slack), min(high, last + length + slack))
        for weight, first, last in groups[:_MOST_CANDIDATES]
        if weight >= _LEAST_SHARE * groups[0][0]
    ]


def _seeds(
    forms: Sequence[str], text: SearchableText
) -> Iterator[tuple[int, Sequence[int], float]]:
    """Words of the quote by number, where they stand in the text, and how telling that is."""
    pairs = _pairs(text)
    step = max(1, len(forms) // _MOST_SEEDS)
    for number in range(0, len(forms), step):
        places = text.places.get(forms[number], ())
        if 0 < len(places) <= _COMMON_WORD:
            yield number, places, 1 / len(places) ** 0.5
        if number + 1 < len(forms):
            places = pairs.get((forms[number], forms[number + 1]), ())
            if 0 < len(places) <= _COMMON_PAIR:
                yield number, places, 1.5 / len(places) ** 0.5


def _words(text: str) -> list[str]:
    prepared = prepare(text)
    return [prepared.forms[token] for token in prepared.words]


def _aligned(
    wanted: SearchableText,
    text: SearchableText,
    window: tuple[int, int],
    beside: tuple[tuple[str, ...], tuple[str, ...]],
) -> Span | None:
    """The part of a window of words that stands for the quote, with the signs at its ends."""
    quote = [wanted.forms[token] for token in wanted.words]
    parts = [window] if _PARAGRAPH in wanted.text else _paragraphs(text, window)
    cores = [_core(quote, [text.word_form(word) for word in range(*part)]) for part in parts]
    part, (_, blocks) = max(zip(parts, cores, strict=True), key=lambda pair: pair[1][0])
    if not blocks:
        return None
    first, last = _solid(blocks), _solid(blocks[::-1])
    start, end = part[0] + first.target, part[0] + last.target + last.length
    before, after = quote[: first.source][::-1], quote[last.source + last.length :]
    start -= _beyond(before, text, range(start - 1, -1, -1), beside[0])
    end += _beyond(after, text, range(end, len(text.words)), beside[1])
    return _with_signs(wanted, text, text.words[start], text.words[end - 1])


def _paragraphs(text: SearchableText, window: tuple[int, int]) -> list[tuple[int, int]]:
    """A window of words cut where one paragraph ends and the next begins."""
    borders = [
        word
        for word in range(window[0] + 1, window[1])
        if _PARAGRAPH in text.text[text.ends[text.words[word - 1]] : text.starts[text.words[word]]]
    ]
    return list(pairwise([window[0], *borders, window[1]]))


def _core(quote: Sequence[str], words: Sequence[str]) -> tuple[float, list[_Block]]:
    """The words in common, in order, in the quote and in the window, and how many count.

    Of all words in common, the run that has most of them for the gaps between them: a stray
    "the" far before it is no part of it.
    """
    from rapidfuzz.distance import Indel

    blocks = [
        _Block(operation.src_start, operation.dest_start, operation.src_end - operation.src_start)
        for operation in Indel.opcodes(quote, words)
        if operation.tag == "equal"
    ]
    best, best_score, score, begin = (0, 0), 0.0, 0.0, 0
    for index, block in enumerate(blocks):
        if index:
            score -= 0.5 * max(block.gaps_after(blocks[index - 1]))
        if score <= 0:
            score, begin = 0.0, index
        score += block.length
        if score > best_score:
            best_score, best = score, (begin, index + 1)
    return best_score, _closed_up(blocks[slice(*best)], words)


def _closed_up(blocks: list[_Block], words: Sequence[str]) -> list[_Block]:
    """The blocks, the outer ones moved to the next where the same words stand beside it, too."""
    if len(blocks) < 2:
        return blocks
    (source, target, length), second = blocks[0], blocks[1]
    near = second.target - length
    if source + length == second.source and words[near : near + length] == words[target:][:length]:
        blocks[0] = _Block(source, near, length)
    (source, target, length), before = blocks[-1], blocks[-2]
    near = before.target + before.length
    whole = before.source + before.length == source
    if whole and words[near : near + length] == words[target:][:length]:
        blocks[-1] = _Block(source, near, length)
    return blocks


def _solid(blocks: Sequence[_Block]) -> _Block:
    """The first block of two words or more; one word alone may have met another by chance."""
    return next((block for block in blocks if block.length > 1), blocks[0])


def _beyond(
    missing: Sequence[str], text: SearchableText, outwards: range, beside: Sequence[str]
) -> int:
    """How many words beyond the common ones stand for the quote's words there.

    missing: these words, from the common ones outwards. beside: the words that followed them.
    The reach ends with the sentence.
    """
    if not missing:
        return 0
    inwards = -outwards.step
    outer = outwards[: len(missing) + _MOST_PUT_IN]
    reach: list[str] = []
    for word in outer:
        if _sentence_ends_between(text, *sorted((word, word + inwards))):
            break
        reach.append(text.word_form(word))
    if len(missing) > _MOST_WEIGHED:
        return min(len(missing), len(reach))
    costs = _costs(missing, reach)
    if len(reach) < len(outer):
        costs[-1] -= _AT_BORDER
    for number in range(len(costs)):
        following = [text.word_form(word) for word in outwards[number : number + 2]]
        if following and following == list(beside):
            costs[number] -= _BOTH_BESIDE
        elif following[:1] == list(beside[:1]):
            costs[number] -= _BESIDE if beside else 0
    return costs.index(min(costs))


def _costs(missing: Sequence[str], reach: Sequence[str]) -> list[float]:
    """What it costs to turn the missing words into the first 0, 1, 2 … words of the reach.

    An edit distance by words, in which a word misspelt costs less than another one, and two
    words turned round less than two others.
    """
    replaced = [[_replaced(word, other) for other in reach] for word in missing]
    rows = [[number * _PUT_IN for number in range(len(reach) + 1)]]
    for index, costs in enumerate(replaced):
        above = rows[-1]
        row = [above[0] + _LEFT_OUT]
        for place, replacing in enumerate(costs):
            cost = min(above[place] + replacing, above[place + 1] + _LEFT_OUT, row[place] + _PUT_IN)
            if index and place:
                turned = costs[place - 1] + replaced[index - 1][place]
                cost = min(cost, rows[-2][place - 1] + _TURNED_ROUND + turned)
            row.append(cost)
        rows.append(row)
    return rows[-1]


def _replaced(word: str, other: str) -> float:
    if word == other:
        return 0.0
    if abs(len(word) - len(other)) > _MOST_MISSPELT or min(len(word), len(other)) < 3:
        return 1.0
    likeness = _likeness(word, other)
    return 1 - likeness if likeness >= _MISSPELT else 1.0


def _sentence_ends_between(text: SearchableText, word: int, following: int) -> bool:
    first, last = text.words[word], text.words[following]
    if any(text.forms[token] in _SENTENCE_ENDS for token in range(first + 1, last)):
        return True
    return _PARAGRAPH in text.text[text.ends[first] : text.starts[last]]


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other)


def _with_signs(wanted: SearchableText, text: SearchableText, first: int, last: int) -> Span:
    """The span from one token to another, with the signs around it that the quote has too."""
    for form in reversed(wanted.forms[: wanted.words[0]]):
        if first == 0 or text.forms[first - 1] != form:
            break
        first -= 1
    for form in wanted.forms[wanted.words[-1] + 1 :]:
        if last + 1 == len(text.forms) or text.forms[last + 1] != form:
            break
        last += 1
    return text.starts[first], text.ends[last]


def _similarity(quote: str, text: str, span: Span) -> float:
    return _likeness(quote.casefold(), text[span[0] : span[1]].casefold())
