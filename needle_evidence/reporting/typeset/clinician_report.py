"""The clinician's report as one prints it: everything, in the field's words."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.article_view import ArticleView
from needle_evidence.reporting.claim_concern import short_label
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.topic_view import Tally, TopicView
from needle_evidence.reporting.typeset.printed_claim import printed_claim
from needle_evidence.reporting.typeset.printed_finding import findings_section
from needle_evidence.reporting.typeset.printed_pictures import PrintedPictures
from needle_evidence.reporting.typeset.printed_reference import printed_reference
from needle_evidence.reporting.typeset.printed_report import (
    Block,
    Heading,
    Paragraph,
    PrintedReport,
    Section,
    Table,
    Words,
    counted,
    paragraph,
    strong,
)
from needle_evidence.reporting.typeset.reading_section import made_from, reading_section
from needle_evidence.reporting.typeset.work_section import first_work_section

_STANDING = (
    "“Cited” means that a reference is listed. What each cited work really shows stands with its "
    "claim below, as people recorded it. A claim stands when it is supported, its wording is "
    "licensed, no error is open on it and somebody signed it off."
)
_LONGEST_TITLE = 120  # of a topic: it heads each of its pages
_CITED_ONLY = (
    "“Cited” means that a reference is listed. It does not mean that the reference supports the "
    "claim: nobody’s appraisal is recorded here yet."
)


def clinician_report(view: EvidenceView, pictures: PrintedPictures) -> PrintedReport:
    """Everything that the view holds, with its pictures."""
    return PrintedReport(
        title="Evidence report",
        lead=tuple(_lead(view)),
        sections=(
            *first_work_section(view),
            *_overview(pictures),
            *_articles(view),
            *(_topic(topic, pictures) for topic in view.topics),
            _references(view),
            findings_section(view),
            reading_section(view),
        ),
        made=made_from(view),
        dated=view.generated_on,
    )


def _lead(view: EvidenceView) -> Iterator[Block]:
    yield paragraph(*_headline(view.headline), role="lead")
    if view.unread:
        rows = counted(view.unread, "row or entry", "rows or entries")
        are = "is" if view.unread == 1 else "are"
        yield paragraph(
            strong(f"{rows} could not be read"), f" and {are} counted nowhere here: see ",
            Words(text="Findings", link="#findings"), ".", role="error",
        )  # fmt: skip
    yield paragraph(_STANDING if view.appraised else _CITED_ONLY)
    for figure in _figures(view):
        yield paragraph(figure, role="item", level=1)
    yield _tallies(view)


def _headline(tally: Tally) -> Iterator[str | Words]:
    if not tally.claims:
        yield strong("No health-effect claim is registered.")
        return
    yield strong(f"{tally.cited} of {tally.claims}")
    yield f" health-effect {'claim cites' if tally.claims == 1 else 'claims cite'} a reference."
    if tally.uncited:
        yield strong(f" {tally.uncited} {_cite(tally.uncited)} none.")
    if tally.not_found:
        lost = (
            f" {tally.not_found} {_cite(tally.not_found)} only what is not in the reference file."
        )
        yield strong(lost)


def _cite(count: int) -> str:
    return "cites" if count == 1 else "cite"


def _figures(view: EvidenceView) -> Iterator[str]:
    headline = view.headline
    if view.appraised:
        stand = "stands" if headline.stand == 1 else "stand"
        yield f"{headline.stand} of {headline.claims} health-effect claims {stand}."
        for status, count in headline.statuses:
            sure = "; ".join(f"{number} {words}" for words, number in headline.certainties)
            yield f"{count}: {status.label}{f' ({sure})' * (status.value == 'supported')}."
        say = "says" if headline.over_claims == 1 else "say"
        yield f"{headline.over_claims} {say} more than the evidence licenses."
    if view.claim_sentences or view.unchecked_articles:
        pages = "page" if len(view.articles) == 1 else "pages"
        registered = f"{view.registered_sentences} of {view.claim_sentences} claim sentences"
        are = "is" if view.registered_sentences == 1 else "are"
        uncounted = f"{counted(view.unchecked_articles, 'page')} not counted"
        more = f"; {uncounted}" if view.unchecked_articles else ""
        if view.claim_sentences:
            yield f"{registered} of the {pages} {are} registered{more}."
        else:
            yield f"{uncounted}: nobody knows the claim sentences."
    if view.retracted:
        were = "was" if view.retracted == 1 else "were"
        yield f"{view.retracted} of {len(view.references)} references {were} retracted."
    if view.verified and view.unverified:
        are = "is" if view.unverified == 1 else "are"
        yield (
            f"{view.unverified} of {len(view.references)} references {are} not checked against a "
            "registry."
        )


def _tallies(view: EvidenceView) -> Table:
    rows = [
        (tally.label, tally.claims, tally.cited, tally.uncited, tally.with_problems)
        for tally in (view.headline, *view.others)
    ]
    cells = [tuple(_cell(str(value)) for value in row) for row in rows]
    exempt = ("definitions and other rows that need no reference", str(view.exempt), "", "", "")
    return Table(
        header=("Claims", "All", "With a reference", "Without", "With other problems"),
        rows=(*cells, tuple(map(_cell, exempt))),
        widths=(40, 10, 18, 14, 18),
        about="How many claims of each kind there are, and how many cite a reference",
        numbers=frozenset({1, 2, 3, 4}),
    )


def _cell(text: str) -> tuple[Paragraph, ...]:
    return (paragraph(text),)


def _overview(pictures: PrintedPictures) -> Iterator[Section]:
    if pictures.overview:
        title = "The evidence in pictures"
        yield Section(title=title, anchor="pictures", blocks=pictures.overview)


def _topic(topic: TopicView, pictures: PrintedPictures) -> Section:
    tally = topic.tally
    effects = counted(tally.claims, "health-effect claim")
    cited = f"; {tally.cited} of {effects} cited" if tally.claims else ""
    counts = paragraph(f"{counted(len(topic.claims), 'claim')}{cited}.", role="opening")
    claims = tuple(
        block
        for view in topic.claims
        for block in printed_claim(view, pictures.forests.get(view.anchor, ()))
    )
    title = one_line(topic.name, _LONGEST_TITLE)
    whole = (paragraph(topic.name),) if len(topic.name) > _LONGEST_TITLE else ()
    return Section(title=title, anchor=topic.anchor, blocks=(*whole, counts, *claims))


def _references(view: EvidenceView) -> Section:
    blocks: tuple[Block, ...] = tuple(
        line
        for reference in view.references
        for line in printed_reference(reference, verified=view.verified)
    )
    if not blocks:
        blocks = (paragraph("The reference file holds no entry."),)
    return Section(title="References", anchor="references", blocks=blocks)


def _articles(view: EvidenceView) -> Iterator[Section]:
    if view.articles:
        title = "The article" if len(view.articles) == 1 else "The articles"
        blocks = tuple(block for page in view.articles for block in _article(page))
        yield Section(title=title, anchor="articles", blocks=blocks)


def _article(page: ArticleView) -> Iterator[Block]:
    yield Heading(text=one_line(page.title, 200), anchor=page.anchor)
    if page.unreadable:
        yield paragraph(strong(f"{page.path} could not be read. "), page.unreadable, role="error")
        return
    yield paragraph(_counted_sentences(page))
    for one in page.unsure:
        line = one.place.location.line
        where = f", line {line}" if line and one.place.start >= 0 else ""
        differences = "; ".join(one_line(text, 300) for text in one.place.differences[:12])
        looked_for = ", ".join(f"“{one_line(text, 200)}”" for text in one.looked_for[:4])
        yield paragraph(
            strong(f"{one.place.state.label.capitalize()}{where}: "),
            f"{one_line(one.view.claim.text, 200)} ",
            Words(text=one.view.claim.claim_id, link=f"#{one.view.anchor}"),
            f": {differences}" if differences else "",
            f". Looked for {looked_for}." if looked_for else ".",
            role="warning",
        )
    yield from _sentences(page)


def _counted_sentences(page: ArticleView) -> str:
    if page.not_checked:
        counts = f"claim sentences not counted: {page.not_checked}"
    elif page.claim_sentences:
        are = (
            "sentence that makes a claim is"
            if page.claim_sentences == 1
            else "sentences that make a claim are"
        )
        counts = f"{page.registered} of {page.claim_sentences} {are} registered"
    else:
        counts = "no sentence that makes a claim was found"
    return (
        f"{page.path}: {counts}; {counted(page.found, 'claim')} found, {page.changed} with a "
        f"changed meaning, {page.doubtful} in a doubtful place, {page.not_found} not found."
    )


def _sentences(page: ArticleView) -> Iterator[Block]:
    """Each sentence with a claim, or that should be one, beside its status."""
    rows = []
    for section in page.sections:
        for row in section.rows:
            status = [
                paragraph(
                    f"{short_label(one.view, one.place.state)} ",
                    Words(text=one.view.claim.claim_id, link=f"#{one.view.anchor}"),
                )
                for one in row.claims
            ]
            if row.more:
                status.append(paragraph(f"and {row.more} more"))
            if row.unregistered:
                line = row.unregistered.location.line
                where = f", line {line}" if line else ""
                kind = f" ({row.unregistered.kind.label}{where})"
                status.append(paragraph(strong("not registered"), kind))
            rows.append(((paragraph(one_line(row.text, 600)),), tuple(status)))
    if rows:
        yield Table(
            header=("Sentence of the page", "Status and claim"),
            rows=tuple(rows),
            widths=(62, 38),
            about="The sentences of the page that make a claim, each with its status",
        )
