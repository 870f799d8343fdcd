"""What governs a quote's meaning: the rest of its sentence, its list's lead-in, its heading."""

from __future__ import annotations

from needle_evidence.model.anchor import GovernedQuote
from needle_evidence.model.article import Article, BlockKind

# A sentence longer than this is no sentence; it must not be stored with every quote from it.
_LONGEST = 1_000
_MOST_NESTED = 6


def governed_quote(article: Article, start: int, end: int) -> GovernedQuote:
    """The words of a stretch of the plain text with what governs them there.

    start, end: offsets into the plain text; the end is exclusive. The words that govern are
    cut after 1,000 characters, on the side away from the quote.
    """
    if not article.blocks:
        return GovernedQuote(quote=article.text[start:end])
    block = article.blocks[article.block_at(start)]
    sentences = article.sentences_between(start, end)
    if sentences:
        first, last = sentences[0].start, sentences[-1].end
    else:
        first, last = block.start, article.blocks[article.block_at(max(start, end - 1))].end
    # What a page sets off as a quotation it says in quotation marks.
    opening, closing = ("“", "”") if block.kind is BlockKind.QUOTATION else ("", "")
    return GovernedQuote(
        quote=article.text[start:end],
        before=opening + article.text[max(first, start - _LONGEST) : start].strip(),
        after=article.text[end : min(last, end + _LONGEST)].strip() + closing,
        lead_in=" ".join(_lead_ins(article, block.lead_in))[-_LONGEST:],
        heading=article.block_text(block.heading)[:_LONGEST],
    )


def _lead_ins(article: Article, block: int) -> list[str]:
    """What leads a list in, and the lists that it is nested in, outermost first.

    All of a paragraph counts: "None of this was shown. It may:" governs as its last sentence does.
    """
    found: list[str] = []
    while block >= 0 and len(found) < _MOST_NESTED:
        found.insert(0, article.block_text(block))
        block = article.blocks[block].lead_in
    return found
