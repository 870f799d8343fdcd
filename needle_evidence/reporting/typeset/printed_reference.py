"""References as one prints them: the entry, its links, what was studied, what sources say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from needle_evidence.model.claim import Claim
from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.reference_view import ReferenceView, name_in_page
from needle_evidence.reporting.typeset.printed_finding import printed_problem
from needle_evidence.reporting.typeset.printed_report import (
    Paragraph,
    Words,
    code,
    counted,
    label,
    paragraph,
    stopped,
    strong,
    words,
)
from needle_evidence.reporting.verification_view import ToldView

_MOST_CLAIMS = 40  # of which a reference tells the names
_MOST_NOTICES = 6
_UNPRINTED = (
    "The citation style could not print this entry; its authors, title, journal and year are "
    "listed as they are."
)


def printed_reference(view: ReferenceView, *, verified: bool) -> tuple[Paragraph, ...]:
    """One entry of the reference list; verified: sources were asked about references."""
    lines = [
        Paragraph(
            words=words(
                Words(text=f"[{view.number}]", kind="target", link=reference_anchor(view)),
                " ",
                *formatted_words(view.formatted),
            ),
            role="reference",
        )
    ]
    if view.verification.notice_label:
        lines.append(Paragraph(words=notice_words(view), role="error", level=1))
    studied = " ".join(stopped(f"{name.capitalize()}: {one_line(text, 600)}")
                       for name, text in view.studied)  # fmt: skip
    lines.append(
        paragraph(*study_words(view), f". {studied or 'What it studied is not recorded.'}",
                  role="meta", level=1)
    )  # fmt: skip
    if view.links:
        lines.append(Paragraph(words=tuple(_links(view)), role="meta", level=1))
    lines.append(Paragraph(words=_where_used(view), role="meta", level=1))
    if not view.formatted.by_style:
        lines.append(paragraph(_UNPRINTED, role="meta", level=1))
    if verified:
        lines.append(paragraph(_checked(view), role="meta", level=1))
    lines.extend(printed_problem(finding, level=1) for finding in view.problems)
    return tuple(lines)


def reference_anchor(view: ReferenceView) -> str:
    """The name of its place in the report."""
    return f"#reference-{view.number}"


def reference_mark(view: ReferenceView) -> Words:
    """The number of a reference, linked to it."""
    return Words(text=f"[{view.number}]", link=reference_anchor(view))


def formatted_words(reference: FormattedReference) -> tuple[Words, ...]:
    """A reference with its formatting."""
    return tuple(Words(text=text, kind=kind) for text, kind in reference.runs if text)


def study_words(view: ReferenceView) -> tuple[Words, ...]:
    """Design and number of people: "Randomised trial, 84 people"."""
    inferred = ""
    if view.design_inferred:
        quotes = ", ".join(f"“{one_line(text, 60)}”" for text in view.design_quotes)
        inferred = f" (inferred from {quotes})"
    size = view.sample_size
    people = f", {size} {'person' if size == '1' else 'people'}" if size else ""
    return words(strong(view.design or "Study design not recorded"), inferred, people)


def notice_words(view: ReferenceView) -> tuple[Words, ...]:
    """What sources tell of a retraction or another notice."""
    known = view.verification
    mark = known.mark.replace("✕", "×")  # which the fonts of the page have
    parts: list[str | Words] = [strong(f"{mark} {known.notice_label.capitalize()}"), " "]
    for number, one in enumerate(known.told[:_MOST_NOTICES]):
        parts.append("; " if number else "(")
        parts.extend(_told(one))
    parts.append(")." if known.told else "")
    return words(*parts)


def _told(one: ToldView) -> Iterator[str | Words]:
    by = f", {one_line(one.by, 60)}" if one.by else ""
    on = f" on {one.published_on}" if one.published_on else ""
    yield f"{one_line(one.source, 60)}{by}: {one.label}{on}"
    if one.link:
        yield ", "
        yield Words(text="notice", link=one.link)
    elif one.identifier:
        yield f", {one_line(one.identifier, 120)}"
    if one.listed_on:
        yield f", as listed on {one.listed_on}"
    if one.reason:
        yield f": {one_line(one.reason, 200)}"


def _links(view: ReferenceView) -> Iterator[Words]:
    # Paper has no links: the address itself is printed.
    for number, link in enumerate(view.links):
        yield Words(text="  ·  " if number else "")
        yield Words(text=f"{link.label}: ")
        yield Words(text=link.address, link=link.address)


def _where_used(view: ReferenceView) -> tuple[Words, ...]:
    parts: list[str | Words] = []
    if view.used_by:
        parts.append(label(f"Used by {counted(len(view.used_by), 'claim')}:"))
        parts.extend(_claims(view.used_by))
        parts.append(". ")
    else:
        parts.append("Used by no claim. ")
    if view.considered_for:
        parts.append(label("Considered for:"))
        parts.extend(_claims(view.considered_for))
        parts.append(". ")
    return words(*parts, "Citekey: ", code(view.citekey))


def _claims(claims: Iterable[Claim]) -> Iterator[str | Words]:
    named = list(claims)
    for number, claim in enumerate(named[:_MOST_CLAIMS]):
        yield ", " if number else ""
        yield Words(text=claim.claim_id, link=f"#claim-{name_in_page(claim.claim_id)}")
    if len(named) > _MOST_CLAIMS:
        yield f" and {len(named) - _MOST_CLAIMS} more"


def _checked(view: ReferenceView) -> str:
    known = view.verification
    nothing = known.not_checked if known.verdict == "unchecked" else ""
    parts = [known.label.capitalize(), f": {nothing}" if nothing else ""]
    parts.append(f"; {', '.join(known.sources)}" if known.sources else "")
    parts.append(f", {known.oldest}" if known.oldest else "")
    parts.append(".")
    parts.extend(f" {stopped(one_line(text, 400))}" for text in known.differences[:4])
    if known.not_checked and not nothing:
        parts.append(f" Not checked beyond that: {known.not_checked}.")
    return "".join(parts)
