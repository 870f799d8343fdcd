"""Whether two quotes say the same words, however they were copied."""

from __future__ import annotations

from needle_evidence.anchoring.match_quote import prepare, spellings


def same_words(one: str, other: str) -> bool:
    """Whether two quotes differ only in case, spaces, marks, dashes and what surrounds them."""
    return one == other or normal_words(one) == normal_words(other)


def normal_words(quote: str) -> tuple[str, ...]:
    """The words and signs of a quote in the form in which they are compared."""
    forms = spellings(quote)
    return tuple(prepare(forms[-1]).forms) if forms else ()
