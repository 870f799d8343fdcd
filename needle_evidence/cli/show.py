"""`needle-evidence show`: everything about one claim or reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import print_details
from needle_evidence.model.anchor import Placement

if TYPE_CHECKING:
    from needle_evidence.api.browsing import AppraisedWork, Balance, ClaimDetails, ReferenceDetails
    from needle_evidence.model.finding import Finding

_OWN_LABELS = frozenset({"author", "editor", "title"})


@click.command()
@click.argument("name", metavar="CLAIM_ID|CITEKEY", shell_complete=complete_names)
@common_options
@click.pass_obj
def show(invocation: Invocation, name: str) -> None:
    """Show everything about one claim or one reference.

    \b
    Examples:
      needle-evidence show treats-plantar-fasciitis
      needle-evidence show cotchett2014effectiveness
    """
    from needle_evidence.api.browsing import ClaimDetails
    from needle_evidence.api.browsing import show as find
    from needle_evidence.api.projects import load_library

    library = load_library(invocation.project, claims_needed=False)
    for number, details in enumerate(find(library, name)):
        if number:
            click.echo()
        if isinstance(details, ClaimDetails):
            _print_claim(details)
        else:
            _print_reference(details)


def _print_claim(details: ClaimDetails) -> None:
    claim, found = details.claim, details.assessment
    status = found.status
    label = status.status.label if claim.needs_evidence else "Needs no reference"
    if 0 < status.appraised < status.cited:
        label += f" ({status.appraised} of {status.cited} appraised)"
    pairs = [
        ("claim id", claim.claim_id),
        ("place", f"{claim.location.path}, line {claim.location.line}"),
        ("status", label),
        *_judged(details),
        ("topic", claim.topic),
        ("question", claim.question.value.replace("_", " ") if claim.question else "not recorded"),
        ("intervention", claim.intervention),
        ("population", claim.population),
        ("comparator", claim.comparator),
        ("outcome", claim.outcome),
        ("article", "; ".join(claim.articles)),
        ("quote", " | ".join(claim.quotes)),
        *(("in the article", _place(placement)) for placement in details.places),
        ("review due", claim.review_due.isoformat() if claim.review_due else ""),
        ("note", claim.note),
        *claim.extra.items(),
    ]
    pairs += [("cites", _work(work)) for work in found.works]
    pairs += [("considered", _work(work)) for work in found.considered]
    pairs += [("retracted", key) for key in status.retracted]
    pairs += [("not found", key) for key in status.unknown]
    print_details(claim.text, pairs + _problems(details.findings))


def _judged(details: ClaimDetails) -> list[tuple[str, str]]:
    """Whether it stands, certainty, what may be printed, balance, last search and sign-off."""
    found, sentence = details.assessment, details.printable
    if not details.claim.needs_evidence:
        return []
    certainty, wording = found.certainty, found.wording
    searched = [search.searched_on for search in found.searches if search.searched_on]
    unchecked = f": {wording.not_checked}" if wording.not_checked and not wording.reasons else ""
    return [
        ("stands", f"no: {'; '.join(details.missing)}" if details.missing else "yes"),
        ("certainty", f"{certainty.symbol} {certainty.label}" if certainty else "not judged"),
        ("wording", wording.verdict.value.replace("_", " ") + unchecked),
        *(("because", reason) for reason in wording.reasons),
        ("may be printed", sentence.clinician or f"nothing: {sentence.why}"),
        ("beside it", sentence.limits),
        ("balance", f"cited: {_balance(found.cited_balance)}; considered, not cited: "
         f"{_balance(found.considered_balance)}"),
        ("last search", max(searched).isoformat() if searched else
         "none for contrary evidence is recorded"),
        ("sign-off", _sign_off(details)),
    ]  # fmt: skip


def _place(placement: Placement) -> str:
    """Where the claim stands, how it was found again, and what changed."""
    where = placement.location
    place = f"line {where.line}" if where.line else where.field
    found = f"{placement.article}, {place}" if placement.start >= 0 else placement.article
    return f"{found}: {'; '.join((placement.state.label, *placement.differences))}"


def _balance(balance: Balance) -> str:
    return f"{balance.supporting} for, {balance.refuting} against, {balance.neutral} neither"


def _sign_off(details: ClaimDetails) -> str:
    signed = details.assessment.sign_off
    if signed.review is None:
        return signed.state.label
    on = f" on {signed.review.reviewed_on}" if signed.review.reviewed_on else ""
    changes = f": {'; '.join(signed.changes)}" if signed.changes else ""
    return f"{signed.state.label} by {signed.review.reviewed_by or 'nobody named'}{on}{changes}"


def _work(work: AppraisedWork) -> str:
    """A work on one line: its key, what it is, what it says, its title."""
    design = work.design.label or "design not recorded"
    says = "/".join(stance.value for stance in work.stances) or "no stance recorded"
    direct = work.directness.value if work.directness else "directness not recorded"
    inferred = "" if work.design.stated or not work.design.code else ", inferred"
    judged = direct if direct == "unrelated" else f"{says}, {direct}"
    level = work.level_text.partition(": ")[0]  # why a level is not known would fill the line
    about = "; ".join(part for part in (f"{design.lower()}{inferred}", judged, level) if part)
    return f"{work.citekey} ({about}): {work.reference.title} ({work.reference.year})"


def _print_reference(details: ReferenceDetails) -> None:
    reference = details.reference
    pairs = [
        ("citekey", reference.key),
        ("place", f"{reference.location.path}, line {reference.location.line}"),
        ("type", reference.entry_type),
        ("authors", "; ".join(person.display for person in reference.authors)),
        ("editors", "; ".join(person.display for person in reference.editors)),
        ("design", _design(details)),
        ("registries", "; ".join(details.verification)),
    ]
    pairs += [pair for pair in reference.fields.items() if pair[0] not in _OWN_LABELS]
    pairs += [("used by", f"{claim.claim_id}: {claim.text}") for claim in details.used_by]
    pairs += [("considered", f"{c.claim_id}: {c.text}") for c in details.considered_for]
    if not details.used_by:
        pairs.append(("used by", "no claim"))
    print_details(reference.title or reference.key, pairs + _problems(details.findings))


def _design(details: ReferenceDetails) -> str:
    design = details.design
    if design.stated:
        return design.label
    if design.inferred is None or not design.code:
        return "not recorded"
    words = "; ".join(f"“{text}” in the {field}" for field, text in design.inferred.words[:3])
    return f"{design.label} (inferred from {words})"


def _problems(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(f.severity.value, f"{f.code}: {f.message} {f.way_out}") for f in findings]
