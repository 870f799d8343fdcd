"""Claims as one prints them: status with its certainty, wording, works, balance, sign-off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from needle_evidence.appraisal.assessment import Balance
from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.claim_concern import concern
from needle_evidence.reporting.claim_summary import ClaimSummary
from needle_evidence.reporting.claim_view import ClaimView, RatingView, SignOffView
from needle_evidence.reporting.typeset.printed_finding import printed_problem, printed_waiver
from needle_evidence.reporting.typeset.printed_report import (
    Block,
    Heading,
    Paragraph,
    Picture,
    Words,
    code,
    counted,
    filled,
    label,
    paragraph,
    stopped,
    strong,
    words,
)
from needle_evidence.reporting.typeset.printed_work import printed_retracted, printed_work

# The longest text that stands as a heading; of a longer claim its beginning does.
_LONGEST_HEADING = 240
_MOST_PLACES = 20
_STATUS_SIGNS = {
    "uncited": "×", "broken": "?", "retracted": "×", "unrelated_only": "×", "unappraised": "○",
    "opinion_only": "◔", "indirect_only": "◑", "mixed": "⇄", "supported": "●", "refuted": "×",
    "neutral_only": "◌",
}  # fmt: skip
_VERDICT_SIGNS = {"licensed": "✓", "over_claim": "▲", "under_claim": "▽", "not_checked": "–"}
# What the lines about the wording and the references already say.
_SAID_ELSEWHERE = ("uncited-claim", "over-claim", "under-claim")


def printed_claim(view: ClaimView, plots: tuple[Picture, ...] = ()) -> tuple[Block, ...]:
    """One claim: its heading and everything that is known about it; plots: its forest plots."""
    return filled(_claim(view, plots))


def status_words(view: ClaimView) -> tuple[Words, ...]:
    """Status, certainty and whether it stands; a status is never printed without the second."""
    sign = _STATUS_SIGNS.get(view.status.value if view.status else "", "–")
    report = view.report
    partly = ""
    if view.status and report.appraised and report.appraised < report.cited:
        partly = f" ({report.appraised} of {report.cited} appraised)"
    certainty = view.certainty_label
    if view.certainty:
        certainty = f"{view.certainty.symbol} {certainty}"
    return words(
        strong(f"{sign} {view.status_label}"),
        partly,
        f"  ·  {certainty}" if certainty else "",
        "  ·  " if view.stands else "",
        strong("✓ stands" if view.stands else ""),
    )


def _claim(view: ClaimView, plots: tuple[Picture, ...]) -> Iterator[Block]:
    yield from _head(view)
    yield from _places(view)
    if view.judges:
        yield from _wording(view)
    yield from _citations(view)
    yield from _balance(view)
    if view.considered:
        works = counted(len(view.considered), "work")
        yield paragraph(strong(f"{works} considered, not cited"), role="opening")
        for work in view.considered:
            yield from printed_work(work)
    yield from plots
    if view.ratings:
        ratings = counted(len(view.ratings), "rating")
        yield paragraph(strong(f"{ratings} of the certainty"), role="opening")
        for rating in view.ratings:
            yield _rating(rating, view)
    if view.claim.note:
        yield paragraph(f"Editor’s note: {one_line(view.claim.note, 1500)}", role="meta")
    for finding in view.problems:
        if finding.name not in _SAID_ELSEWHERE:
            yield printed_problem(finding)
    for item in view.waived:
        yield printed_waiver(item)


def _head(view: ClaimView) -> Iterator[Block]:
    """The claim itself, who studied what and found what, status, and what its row says."""
    claim = view.claim
    heading = one_line(claim.text, _LONGEST_HEADING)
    yield Heading(text=heading or claim.claim_id, anchor=view.anchor, tone=concern(view).value)
    yield Paragraph(words=status_words(view), role="status")
    if heading.endswith("…") and len(claim.text) > len(heading):
        yield paragraph(label("The whole claim"), claim.text)
    yield paragraph(_first_line(view.summary))
    yield Paragraph(words=_row(view), role="meta")
    if view.sign_off.note:
        yield paragraph(f"Reviewer’s note: {one_line(view.sign_off.note, 600)}", role="meta")


def _first_line(line: ClaimSummary) -> str:
    """Who studied what against what, with which effect, and in which work; or why nobody did."""
    said = "  ·  ".join(line.parts)
    said = f"{said[:1].upper()}{said[1:]}"
    source = "; ".join(text for text in (line.rests_on, line.remark) if text)
    if line.rests_on:
        return f"{said} ({source})"
    if said and line.remark:
        return f"{said}  ·  {line.remark}"
    return said or f"{line.remark[:1].upper()}{line.remark[1:]}"


def _citations(view: ClaimView) -> Iterator[Paragraph]:
    for work in view.works:
        yield from printed_work(work)
    for reference in view.retracted:
        yield printed_retracted(reference)
    for key in view.unknown_keys:
        lost = " is not among the references that could be read."
        yield paragraph(code(one_line(key, 200)), lost, role="work", level=1)


def _row(view: ClaimView) -> tuple[Words, ...]:
    line = view.claim.location.line
    return words(
        code(view.claim.claim_id),
        f"  ·  {view.question or 'kind of question not recorded'}",
        f"  ·  line {line}" if line else "",
        f"  ·  {_signed(view.sign_off)}" if view.sign_off.state != "none" else "",
    )


def _signed(sign_off: SignOffView) -> str:
    by = f" by {sign_off.who}" if sign_off.who else ""
    on = f" on {sign_off.when}" if sign_off.when else ""
    changes = f": {one_line('; '.join(sign_off.changes), 300)}" if sign_off.changes else ""
    return f"{sign_off.label}{by}{on}{changes}"


def _places(view: ClaimView) -> Iterator[Paragraph]:
    for one in view.places[:_MOST_PLACES]:
        where = one_line(one.title, 90)
        if one.section and one.section != one.title:
            where += f", “{one_line(one.section, 90)}”"
        if one.location.line:
            where += f", line {one.location.line}"
        elif one.location.field:
            where += f", {one.location.field}"
        changed = "; ".join(one_line(text, 300) for text in one.differences[:12])
        yield paragraph(
            label("Where it stands"),
            f"{where}  ·  ",
            one.state.label if one.state.holds else strong(one.state.label),
            f": {changed}" if changed else "",
            role="meta",
        )
    if len(view.places) > _MOST_PLACES:
        yield paragraph(f"and {len(view.places) - _MOST_PLACES} more places", role="meta")


def _wording(view: ClaimView) -> Iterator[Paragraph]:
    wording, printable = view.wording, view.wording.printable
    judged = wording.verdict not in ("not_checked", "licensed")
    if not (view.works or view.considered or view.ratings or judged):
        return
    alone = wording.verdict == "not_checked"
    why = [f"{reason}." for reason in wording.reasons]
    why += [f"Note: {note}." for note in wording.notes]
    if wording.not_checked and not alone:
        why.append(f"Not checked beyond that: {wording.not_checked}.")
    yield paragraph(
        label("The page says"),
        f"“{wording.text}” ",
        strong(f"{_VERDICT_SIGNS[wording.verdict]} {wording.label}"),
        f": {wording.not_checked}" if alone and wording.not_checked else ".",
        f" {' '.join(why)}" if why else "",
        role="wording",
    )
    if not printable.clinician:
        warns = wording.verdict == "licensed" and printable.why.startswith("Warnings")
        nothing = "" if warns else "nothing yet. "
        yield paragraph(label("May be printed"), f"{nothing}{printable.why}", role="printable")
        return
    cite = f" Cite {printable.cite} with it: the claim does not list it yet."
    yield paragraph(
        label("May be printed"),
        strong(printable.clinician),
        f" {printable.limits}" if printable.limits else "",
        cite if printable.cite else "",
        role="printable",
    )
    if printable.plain and printable.plain != printable.clinician:
        yield paragraph(label("In plain words"), printable.plain, role="printable")


def _balance(view: ClaimView) -> Iterator[Paragraph]:
    if not (view.works or view.considered):
        return
    searched = (
        f"Last search for contrary evidence: {view.last_search}."
        if view.last_search
        else "No search for contrary evidence is recorded."
    )
    considered = ""
    if view.considered:
        considered = f"; considered, not cited: {_weighed(view.considered_balance)}"
    weighed = f"cited: {_weighed(view.cited_balance)}{considered}. {searched}"
    yield paragraph(label("Balance"), weighed, role="meta")


def _weighed(balance: Balance) -> str:
    return f"{balance.supporting} for, {balance.refuting} against, {balance.neutral} neither"


def _rating(rating: RatingView, view: ClaimView) -> Paragraph:
    level = "No certainty"
    if rating.certainty:
        level = f"{rating.certainty.symbol} {rating.certainty.label}, {rating.kind}"
    about = f": {one_line(', '.join(rating.about), 600)}" if rating.about else ""
    source = f"Reported by {rating.reported_by}" if rating.reported_by else rating.label
    locator = f", {one_line(rating.locator, 200)}" if rating.locator else ""
    recorded = f"; recorded by {rating.appraiser}" if rating.appraiser else ""
    counts = "; this one counts" if rating.governs else ""
    return paragraph(
        strong(level),
        about,
        strong(counts),
        f". {source}{locator}{recorded}.",
        *(f" {text}" for text in _grounds(rating, view)),
        role="item",
        level=1,
    )


def _grounds(rating: RatingView, view: ClaimView) -> Iterable[str]:
    if rating.governs and view.certainty_why:
        yield f"Why this one: {stopped(view.certainty_why)}"
    for domain, points, reason in rating.reasons:
        shift = f" {points:+d}".replace("-", "−") if points else ""
        yield f"{domain.capitalize()}{shift}: {stopped(one_line(reason, 600))}"
    if rating.missing:
        yield f"Not assessed: {', '.join(rating.missing)}, so no certainty is computed."
    for refusal in rating.refusals:
        yield f"Refused: {stopped(refusal)}"
