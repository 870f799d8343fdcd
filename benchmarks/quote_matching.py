"""Measures how fast and how well edited quotes are found again in a large text.

`python -m benchmarks.quote_matching [--quotes N] [--megabytes N] [--script latin|han]`

The text is generated from a seed, sentence by sentence, with word frequencies like a language's.
Each quote is taken from it word for word; then the text is edited: of the quotes nine in ten lie
in a stretch that has one to four edits (a word replaced, left out, put in, misspelt, two words
turned round). A span is right where it begins and ends on the word that the edits left as first
and last.
"""

from __future__ import annotations

import argparse
import enum
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random

from needle_evidence.anchoring.match_quote import (
    SearchableText,
    find_exact,
    find_normalised,
    prepare,
)
from needle_evidence.anchoring.similar_quote import find_similar

_SEED = "quote-matching-1"
_SYLLABLE_TEXT = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru"
_SYLLABLES = _SYLLABLE_TEXT.split()
_SHORTEST, _LONGEST = 7, 30
_EDITED = 0.9
_WHOLE = 0.6
_PARAGRAPH = 5
_BESIDE = 32


class Script(enum.Enum):
    """What a text is written in: its word space and its full stop."""

    LATIN = (" ", ".")
    HAN = ("", "。")

    @property
    def space(self) -> str:
        """What stands between two words."""
        return self.value[0]

    @property
    def stop(self) -> str:
        """What ends a sentence."""
        return self.value[1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """A quote as it was recorded before the edits, and its span after them.

    prefix, suffix: up to 32 characters beside it then, "" to search without them.
    """

    words: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EditedText:
    """A text after edits, and the quotes to find in it."""

    text: str
    quotes: tuple[Quote, ...]
    edited: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """Seconds for all quotes, preparing the text included; how many spans were right."""

    seconds: float
    right: int
    quotes: int

    @property
    def share(self) -> float:
        """Share of the quotes whose span was right."""
        return self.right / self.quotes


def generate(*, characters: int, quotes: int, script: Script) -> EditedText:
    """A text of about so many characters, in which so many quotes stood before it was edited.

    Each quote lies in a sentence of its own; six in ten are a whole sentence, the others a part
    of one. Fewer quotes where the text has fewer sentences.
    """
    rng = Random(f"{_SEED}:{script.name}")
    sentences = _sentences(rng, characters, script)
    chosen = set(rng.sample(range(len(sentences)), min(quotes, len(sentences))))
    parts: list[str] = []
    truth: list[Quote] = []
    length = edited = 0
    for number, sentence in enumerate(sentences):
        first, last = 0, len(sentence)
        now = sentence
        if number in chosen:
            first, last = _part(rng, sentence)
            now = sentence[first:last]
            if rng.random() < _EDITED:
                now, edited = _edited(rng, now, rng.choice(sentences), script), edited + 1
        written, place = _written(sentence[:first], now, sentence[last:], script)
        if number in chosen:
            begin, end = place
            recorded, (_, stop) = _written(
                sentence[:first], sentence[first:last], sentence[last:], script
            )
            truth.append(
                Quote(
                    words=recorded[begin:stop],
                    start=length + begin,
                    end=length + end,
                    prefix=(parts[-1] + recorded[:begin])[-_BESIDE:] if parts else "",
                    suffix=recorded[stop:][:_BESIDE],
                )
            )
        gap = "\n\n" if number % _PARAGRAPH == 0 else script.space
        parts.append(written + script.stop + gap)
        length += len(parts[-1])
    return EditedText(text="".join(parts), quotes=tuple(truth), edited=edited)


def measure(edited: EditedText) -> Measured:
    """Finds each quote by the steps of the ladder: exact, normalised, similar."""
    began = time.perf_counter()
    text = prepare(edited.text)
    right = 0
    for quote in edited.quotes:
        right += _found(quote, text) == (quote.start, quote.end)
    return Measured(seconds=time.perf_counter() - began, right=right, quotes=len(edited.quotes))


def main() -> None:
    """Prints seconds and the share of right spans."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quote_matching")
    parser.add_argument("--quotes", type=int, default=5_000)
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--script", choices=("latin", "han"), default="latin")
    options = parser.parse_args()
    edited = generate(
        characters=int(options.megabytes * 1e6),
        quotes=options.quotes,
        script=Script[options.script.upper()],
    )
    alone = replace(
        edited, quotes=tuple(replace(quote, prefix="", suffix="") for quote in edited.quotes)
    )
    print(
        f"{len(edited.quotes):,} quotes ({edited.edited:,} edited) in {len(edited.text):,} "
        "characters"
    )
    for name, given in (("with what stood beside them", edited), ("the words alone", alone)):
        measured = measure(given)
        print(f"{name}: {measured.seconds:.2f} s, right span {measured.share:.2%}")


def _vocabulary(rng: Random, script: Script) -> list[str]:
    if script is Script.HAN:
        return [chr(code) for code in rng.sample(range(0x4E00, 0x9FA5), 2_500)]
    made = [
        "".join(rng.choices(_SYLLABLES, k=rng.choice((1, 2, 2, 3, 3, 4)))) for _ in range(40_000)
    ]
    return sorted(dict.fromkeys(made), key=lambda word: (len(word) + rng.random() * 4, word))


def _sentences(rng: Random, characters: int, script: Script) -> list[list[str]]:
    """Words of sentences; how often each word comes falls with its rank, as in a language."""
    words = _vocabulary(rng, script)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    sentences = []
    length = 0
    while length < characters:
        sentence = rng.choices(words, cum_weights=weights, k=rng.randint(_SHORTEST, _LONGEST))
        length += sum(map(len, sentence)) + len(script.space) * len(sentence) + 1
        sentences.append(sentence)
    return sentences


def _part(rng: Random, sentence: Sequence[str]) -> tuple[int, int]:
    if rng.random() < _WHOLE or len(sentence) <= _SHORTEST:
        return 0, len(sentence)
    first = rng.randint(0, len(sentence) - _SHORTEST)
    return first, rng.randint(first + _SHORTEST, len(sentence))


def _edited(rng: Random, words: Sequence[str], others: Sequence[str], script: Script) -> list[str]:
    """The words after one to four edits, at most one for three words.

    None is put in before the first or after the last: it would be no part of the quote.
    """
    now = list(words)
    edits = rng.choices((1, 2, 3, 4), weights=(5, 3, 2, 1))[0]
    for _ in range(min(edits, len(words) // 3)):
        place = rng.randrange(len(now))
        match rng.choice(("replace", "leave out", "put in", "misspell", "turn round")):
            case "replace":
                now[place] = rng.choice(others)
            case "leave out" if 0 < place < len(now) - 1:
                del now[place]
            case "put in" if place:
                now.insert(place, rng.choice(others))
            case "turn round" if place:
                now[place - 1 : place + 1] = now[place], now[place - 1]
            case _ if script is Script.LATIN:
                word = now[place]
                cut = rng.randrange(len(word))
                now[place] = word[:cut] + rng.choice("aeioust") + word[cut + 1 :]
            case _:
                now[place] = rng.choice(others)
    return now


def _written(
    before: Sequence[str], middle: Sequence[str], after: Sequence[str], script: Script
) -> tuple[str, tuple[int, int]]:
    """The words as a sentence without its full stop, and where the middle stands in it."""
    words = [*before, *middle, *after]
    written = script.space.join([words[0].capitalize(), *words[1:]])
    start = len(script.space.join([*before, ""])) if before else 0
    return written, (start, start + len(script.space.join(middle)))


def _found(quote: Quote, text: SearchableText) -> tuple[int, int] | None:
    wanted = prepare(quote.words)
    for find in (find_exact, find_normalised):
        places = find(wanted, text)
        if places.count:
            return places.spans[0] if places.count == 1 else None
    candidates = find_similar(wanted, text, prefix=quote.prefix, suffix=quote.suffix)
    return next(((found.start, found.end) for found in candidates), None)


if __name__ == "__main__":
    main()
