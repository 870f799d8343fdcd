"""Makes edits of articles, harmless and harmful ones, from clean claim sentences.

Each is a mapping with the keys of tests/corpus/anchor_edits.jsonl: a small page before and
after the edit, the quote that is registered in it, and what must come of it ("keeps",
"not_kept"). The words that are swapped are lists of their own, not those of the guard.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bench import EXAMPLE
from benchmarks.edit_words import (
    ENDINGS,
    FRAMES,
    HEADINGS,
    LEAD_FRAMES,
    LEAD_INS,
    NEIGHBOURS,
    NEUTRAL,
    PREAMBLES,
    RESTS,
    SWAPS,
    TYPOS,
    VERBS,
)
from needle_evidence.language.cue_words import words_of
from needle_evidence.language.language_guess import looks_english

CASES = Path(__file__).parent.parent / "tests" / "corpus" / "anchor_edits.jsonl"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A small page with one registered claim. listed: the claim is an item of a list."""

    title: str
    heading: str
    lead_in: str
    first: str
    quote: str
    rest: str
    last: str
    listed: bool

    def text(self, *, quote: str = "", rest: str | None = None, preamble: str = "") -> str:
        """The page as Markdown, with its claim as it is or with other words."""
        words = quote or self.quote
        words = preamble + (words[:1].lower() + words[1:] if preamble else words)
        claim = f"{words}{self.rest if rest is None else rest}"
        body = (
            f"{self.first}\n\n{self.lead_in}\n\n- keeps the hands warm\n- {claim}\n- {self.last}\n"
            if self.listed
            else f"{self.first} {claim}. {self.last}\n"
        )
        return f"# {self.title}\n\n## {self.heading}\n\n{body}\n## Contact\n\nWrite to us.\n"


_Edit = tuple[str, str, str, str]  # class, where, page before, page after
_Maker = Callable[[Page, random.Random], "_Edit | None"]


def generated_edits(seed: int, count: int) -> Iterator[dict[str, object]]:
    """So many edits, a third of them harmless; the same for the same seed."""
    chance = random.Random(seed)
    sentences = clean_sentences()
    made = 0
    while made < count:
        page = _page(sentences, chance)
        harmful = made % 3 != 0
        edit = chance.choice(_HARMFUL if harmful else _HARMLESS)(page, chance)
        if edit is None or edit[2] == edit[3]:
            continue
        kind, where, before, after = edit
        yield {
            "id": f"generated-{seed}-{made}",
            "harmful": harmful,
            "class": kind,
            "where": where,
            "before": before,
            "quote": page.quote if page.quote in before else _typo_quote(page, before),
            "after": after,
            "expect": "not_kept" if harmful else "keeps",
            "note": "",
        }
        made += 1


def clean_sentences() -> tuple[str, ...]:
    """Claim sentences in English: those of the example's table and the quotes of the cases."""
    with (EXAMPLE / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [row["claim"].rstrip(".") for row in csv.DictReader(file)]
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if not case["held_back"] and case["class"] != "typo":
            found.append(case["quote"])
    return tuple(dict.fromkeys(filter(_clean, found)))


def _clean(sentence: str) -> bool:
    words = words_of(sentence)
    whole = sentence[0].isupper() and '"' not in sentence and len(words) > 3
    return whole and sentence.isascii() and looks_english(sentence, words)


def _page(sentences: Sequence[str], chance: random.Random) -> Page:
    first, last = chance.sample(NEIGHBOURS, 2)
    return Page(
        title=chance.choice(("Good to know", "Our leaflet", "Questions")),
        heading=chance.choice(HEADINGS),
        lead_in=chance.choice(LEAD_INS),
        first=first,
        quote=chance.choice(sentences),
        rest=chance.choice(RESTS),
        last=last,
        listed=chance.random() < 0.4,
    )


def _typo_quote(page: Page, before: str) -> str:
    """The quote as it stands in a page that was printed with a typo."""
    for right, wrong in TYPOS:
        quote = _swap(page.quote, right, wrong)
        if quote and quote in before:
            return quote
    return page.quote


def _swap(text: str, old: str, new: str) -> str:
    """The text with one word for another at its first place, "" where it has none."""
    found = re.search(rf"\b{re.escape(old)}\b", text, re.IGNORECASE)
    if not found:
        return ""
    new = new[:1].upper() + new[1:] if found[0][:1].isupper() else new
    return text[: found.start()] + new + text[found.end() :]


def _quotes_and_dashes(page: Page, chance: random.Random) -> _Edit | None:
    after = page.text().replace("'", "’")
    after = re.sub(r"(?<=\w)-(?=\w)", chance.choice("‐‑"), after)
    return "typography", "quote", page.text(), after


def _spaces(page: Page, chance: random.Random) -> _Edit | None:
    words = page.quote.split(" ")
    at = chance.randrange(1, len(words))
    gap = chance.choice(("\u00a0", "\n", "  ", "\u2009"))
    quote = " ".join(words[:at]) + gap + " ".join(words[at:])
    return "white space", "quote", page.text(), page.text(quote=quote)


def _emphasis(page: Page, chance: random.Random) -> _Edit | None:
    words = page.quote.split(" ")
    at, mark = chance.randrange(len(words)), chance.choice(("*", "**", "_"))
    if not words[at].isalpha():
        return None
    words[at] = f"{mark}{words[at]}{mark}"
    return "markup", "quote", page.text(), page.text(quote=" ".join(words))


def _order(page: Page, _: random.Random) -> _Edit | None:
    if page.listed:
        return None
    claim = f"{page.quote}{page.rest}."
    before = page.text()
    return (
        "moved",
        "quote",
        before,
        before.replace(f"{page.first} {claim}", f"{claim} {page.first}"),
    )


def _section(page: Page, chance: random.Random) -> _Edit | None:
    if page.listed:
        return None
    one, other = chance.sample(NEUTRAL, 2)
    claim = f"{page.quote}{page.rest}."
    before = page.text().replace(f"## {page.heading}", f"## {one}")
    before = before.replace("## Contact", f"## {other}")
    return (
        "moved",
        "heading",
        before,
        before.replace(f" {claim}", "").replace("Write to us.", f"Write to us. {claim}"),
    )


def _neighbour(page: Page, chance: random.Random) -> _Edit | None:
    new = chance.choice(NEIGHBOURS)
    if new in (page.first, page.last):
        return None
    before = page.text()
    return (
        "neighbour",
        "sentence",
        before,
        before.replace(chance.choice((page.first, page.last)), new),
    )


def _neighbour_added(page: Page, chance: random.Random) -> _Edit | None:
    new = chance.choice(NEIGHBOURS)
    return (
        "neighbour",
        "sentence",
        page.text(),
        page.text().replace(page.first, f"{page.first} {new}"),
    )


def _typo(page: Page, chance: random.Random) -> _Edit | None:
    for right, wrong in chance.sample(TYPOS, len(TYPOS)):
        quote = _swap(page.quote, right, wrong)
        if quote:
            return "typo", "quote", page.text(quote=quote), page.text()
    return None


def _contraction(page: Page, _: random.Random) -> _Edit | None:
    for long, short in (("does not", "doesn’t"), ("do not", "don't"), ("is not", "isn’t")):
        quote = _swap(page.quote, long, short) or _swap(page.quote, short, long)
        if quote:
            return "contraction", "quote", page.text(), page.text(quote=quote)
    return None


def _word_swap(page: Page, chance: random.Random) -> _Edit | None:
    kind = chance.choice(sorted(SWAPS))
    for old, new in chance.sample(SWAPS[kind], len(SWAPS[kind])):
        quote = _swap(page.quote, old, new)
        if quote:
            return kind, "quote", page.text(), page.text(quote=quote)
    return None


def _several(page: Page, chance: random.Random) -> _Edit | None:
    """A harmful swap hidden among harmless edits."""
    edit = _word_swap(page, chance)
    if edit is None:
        return None
    after = edit[3].replace("'", "’").replace(page.first, chance.choice(NEIGHBOURS))
    return "several", "quote", edit[2], after.replace(" and ", " *and* ", 1)


def _number(page: Page, chance: random.Random) -> _Edit | None:
    numbers = list(re.finditer(r"(?<![\d.,])\d+(?![\d.,])", page.quote))
    if not numbers:
        return None
    found = chance.choice(numbers)
    old = found[0]
    new = chance.choice((f"{old}0", f"2{old}", str(int(old) + 1), f"{old}.5"))
    quote = page.quote[: found.start()] + new + page.quote[found.end() :]
    return "number", "quote", page.text(), page.text(quote=quote)


def _negation(page: Page, chance: random.Random) -> _Edit | None:
    for verb in chance.sample(VERBS, len(VERBS)):
        new = {"is": "is not", "are": "are not"}.get(verb, f"never {verb}")
        quote = _swap(page.quote, verb, new)
        if quote:
            return "negation", "quote", page.text(), page.text(quote=quote)
    return None


def _negation_dropped(page: Page, _: random.Random) -> _Edit | None:
    quote = re.sub(r"(?:n't|n’t| not| never)\b", "", page.quote, count=1)
    return (
        None if quote == page.quote else ("negation", "quote", page.text(), page.text(quote=quote))
    )


def _hedge_added(page: Page, chance: random.Random) -> _Edit | None:
    for verb in chance.sample(VERBS, len(VERBS)):
        quote = _swap(
            page.quote, verb, f"{chance.choice(('perhaps', 'possibly', 'likely'))} {verb}"
        )
        if quote:
            return "hedge", "quote", page.text(), page.text(quote=quote)
    return None


def _preamble(page: Page, chance: random.Random) -> _Edit | None:
    return "sentence", "sentence", page.text(), page.text(preamble=chance.choice(PREAMBLES))


def _ending(page: Page, chance: random.Random) -> _Edit | None:
    return "sentence", "sentence", page.text(), page.text(rest=chance.choice(ENDINGS))


def _rest(page: Page, _: random.Random) -> _Edit | None:
    changed = page.rest
    for old, new in (("small", "large"), ("6 weeks", "6 days"), ("only in women", "not in women")):
        changed = changed.replace(old, new)
    changed = "" if changed == page.rest else changed
    return "sentence", "sentence", page.text(), page.text(rest=changed)


def _frame(page: Page, chance: random.Random) -> _Edit | None:
    before = page.text()
    heading = f"## {chance.choice(FRAMES)}"
    return "heading", "heading", before, before.replace(f"## {page.heading}", heading)


def _moved_to_frame(page: Page, chance: random.Random) -> _Edit | None:
    if page.listed:
        return None
    claim = f"{page.quote}{page.rest}."
    before = page.text().replace("## Contact", f"## {chance.choice(FRAMES)}")
    return (
        "heading",
        "heading",
        before,
        before.replace(f" {claim}", "").replace("Write to us.", claim),
    )


def _lead_frame(page: Page, chance: random.Random) -> _Edit | None:
    if not page.listed:
        return None
    before = page.text()
    return "lead-in", "lead_in", before, before.replace(page.lead_in, chance.choice(LEAD_FRAMES))


_HARMLESS: Sequence[_Maker] = (
    _quotes_and_dashes, _spaces, _emphasis, _order, _section, _neighbour, _neighbour_added, _typo,
    _contraction,
)  # fmt: skip
_HARMFUL: Sequence[_Maker] = (
    _word_swap, _word_swap, _word_swap, _several, _number, _number, _negation, _negation_dropped,
    _hedge_added, _preamble, _ending, _rest, _frame, _moved_to_frame, _lead_frame,
)  # fmt: skip
