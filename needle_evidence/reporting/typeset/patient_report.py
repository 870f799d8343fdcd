"""What patients may read as one prints it: plain sentences for the claims that stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.patient_view import PatientView, PlainStatement
from needle_evidence.reporting.typeset.printed_report import (
    Block,
    Heading,
    PrintedReport,
    Section,
    Words,
    counted,
    paragraph,
    strong,
    words,
)

_LONGEST = 600
_MOST_NAMED = 3  # pages
_MOST_WORKS = 12
_NO_EFFECT = "No statement about benefits has been approved yet."
_NO_HARM = "No statement about harms has been approved yet. That does not mean that there are none."
_WARNINGS = (
    "There are also these warnings. Nobody has approved them yet. Not yet checked does not mean "
    "harmless."
)
_NOT_YET = (
    "These things are said too. Nobody has approved them. Some may be wrong, so do not take them "
    "as facts."
)
# The words that carry how sure it is, after the Cochrane plain language template (2022).
_WORDS = (
    ("it reduces pain", "Studies show this well."),
    ("it probably reduces pain", "This is likely, and could still change."),
    ("it may reduce pain", "There are some signs of this, and they are weak."),
    ("it is unclear if it has an effect", "Studies cannot tell us yet."),
)
_LIMITS = (
    "It does not tell you what to do. It does not know you, and it does not replace a talk with a "
    "doctor. Ask a doctor or another health worker what this means for you. What is not said here "
    "may still matter."
)
# What patients must know of a claim that nobody approved.
_BUT = {
    "refuted": "A study found otherwise.",
    "retracted": "The study behind it was withdrawn.",
    "mixed": "Studies do not agree on this.",
}


def patient_report(view: EvidenceView) -> PrintedReport:
    """The plain statements, then what was not yet checked, in the page's own words."""
    return PrintedReport(
        title="What has been checked, in plain words",
        lead=tuple(_lead(view)),
        sections=tuple(_sections(view.patients)),
        made=_made(view),
        contents=False,
        dated=view.generated_on,
    )


def _lead(view: EvidenceView) -> Iterator[Block]:
    stand = len(view.patients.statements)
    whole = stand + len(view.patients.not_yet)
    if not whole:
        yield paragraph(strong("There is nothing here to read yet."), role="lead")
        yield paragraph("No statement about health has been written down to be checked.")
        return
    have = "has" if stand == 1 else "have"
    checked = f"{stand} of {counted(whole, 'statement')} about health {have} been checked and"
    none = "Nothing has been checked and approved yet."
    yield paragraph(strong(f"{checked} approved." if stand else none), role="lead")
    yield paragraph(
        f"We looked at what {_pages(view)} about health. Each statement is compared with studies. "
        "A person must approve it. Only then is it told here as checked."
    )


def _pages(view: EvidenceView) -> str:
    titles = [page.title for page in view.articles if not page.unreadable]
    if not titles:
        return "a page says"
    named = ", ".join(f"“{one_line(title, 120)}”" for title in titles[:_MOST_NAMED])
    more = len(titles) - _MOST_NAMED
    others = f" and {counted(more, 'other page')}" if more > 0 else ""
    return f"{named}{others} {'says' if len(titles) == 1 else 'say'}"


def _sections(patients: PatientView) -> Iterator[Section]:
    if patients.statements:
        yield Section(title="What studies show", blocks=_statements(patients.effects, _NO_EFFECT))
        yield Section(title="What can go wrong", blocks=_statements(patients.harms, _NO_HARM))
    if patients.warnings:
        blocks = (paragraph(_WARNINGS), *map(_not_yet, patients.warnings))
        yield Section(title="Warnings, not yet checked", blocks=blocks)
    if patients.topics:
        yield Section(title="Not yet checked", blocks=tuple(_topics(patients)))
    if patients.effects:
        yield Section(
            title="How sure is it? The words tell you",
            blocks=tuple(
                paragraph(Words(text=said, kind="italic"), f": {meant}", role="item", level=1)
                for said, meant in _WORDS
            ),
        )
    yield Section(title="What this page does not tell you", blocks=(paragraph(_LIMITS),))


def _statements(statements: Iterable[PlainStatement], none: str) -> tuple[Block, ...]:
    return tuple(line for one in statements for line in _statement(one)) or (paragraph(none),)


def _statement(one: PlainStatement) -> Iterator[Block]:
    first, *limits = one.sentences or ("",)
    yield paragraph(strong(first), *(f" {text}" for text in limits), role="printable")
    if one.counts:
        works = len({count.reference.citekey for count in one.counts})
        yield paragraph(f"{'A study' if works == 1 else 'Studies'} counted how often:")
        for count in one.counts:
            name = one_line(count.reference.short_name, 80)
            yield paragraph(f"{count.text} ({name})", role="item", level=1)
    yield paragraph(*_source(one.claim), role="meta")


def _source(view: ClaimView) -> tuple[Words, ...]:
    parts: list[str | Words] = []
    for number, reference in enumerate(view.references[:_MOST_WORKS]):
        parts.append("; " if number else "From: ")
        link = reference.links[0].address if reference.links else ""
        parts.append(Words(text=one_line(reference.short_name, 80), link=link))
    parts.append(". " if parts else "")
    if view.sign_off.who:
        on = f" on {view.sign_off.when}" if view.sign_off.when else ""
        parts.append(f"Checked by {one_line(view.sign_off.who, 120)}{on}.")
    return words(*parts)


def _topics(patients: PatientView) -> Iterator[Block]:
    yield paragraph(_NOT_YET)
    for topic, claims in patients.topics:
        yield Heading(text=one_line(topic, 120))
        yield from map(_not_yet, claims)


def _not_yet(view: ClaimView) -> Block:
    but = _BUT.get(view.status.value, "") if view.status else ""
    said = f"“{one_line(view.claim.text, _LONGEST)}”"
    return paragraph(said, strong(f" {but}" if but else ""), role="item", level=1)


def _made(view: EvidenceView) -> str:
    level = view.patients.reading
    parts = []
    if level.sentences and level.grade is not None:
        parts.append(
            "Reading level of what has been checked: about "
            f"{counted(round(level.grade), 'year')} of school, counted from the length of words "
            "and sentences."
        )
    elif level.sentences:
        parts.append(f"Reading level not computed: {level.not_computed}.")
    if level.sentences:
        parts.append(f"The longest sentence has {counted(level.longest, 'word')}.")
    if view.generated_on:
        parts.append(f"Made on {view.generated_on}.")
    return " ".join((*parts, f"Made with needle-evidence {view.version}."))
