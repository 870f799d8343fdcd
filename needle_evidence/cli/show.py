"""`needle-evidence show`: everything about one claim or reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import print_details

if TYPE_CHECKING:
    from needle_evidence.api.browsing import AppraisedWork, ClaimDetails, ReferenceDetails
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

    for number, details in enumerate(find(load_library(invocation.project), name)):
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
        ("stands in", f"{claim.location.path}, line {claim.location.line}"),
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
        ("review due", claim.review_due.isoformat() if claim.review_due else ""),
        ("note", claim.note),
        *claim.extra.items(),
    ]
    pairs += [("cites", _work(work)) for work in found.works]
    pairs += [("considered", _work(work)) for work in found.considered]
    pairs += [("not found", key) for key in status.unknown]
    print_details(claim.text, pairs + _problems(details.findings))


def _judged(details: ClaimDetails) -> list[tuple[str, str]]:
    """Certainty, what may be printed, balance, last search and sign-off."""
    found, sentence = details.assessment, details.printable
    if not details.claim.needs_evidence:
        return []
    certainty = found.certainty
    cited, other = found.cited_balance, found.considered_balance
    searched = [search.searched_on for search in found.searches if search.searched_on]
    signed = found.sign_off
    who = f" by {signed.review.reviewed_by}" if signed.review else ""
    return [
        ("certainty", f"{certainty.symbol} {certainty.label}" if certainty else "not judged"),
        ("wording", found.wording.verdict.value.replace("_", " ")),
        *(("because", reason) for reason in found.wording.reasons),
        ("may be printed", sentence.clinician or f"nothing: {sentence.why}"),
        ("beside it", sentence.limits),
        ("balance", f"cited: {cited.supporting} for, {cited.refuting} against, {cited.neutral} "
         f"neither; considered: {other.supporting} for, {other.refuting} against, "
         f"{other.neutral} neither"),
        ("last search", max(searched).isoformat() if searched else "none recorded for the contrary"),
        ("sign-off", f"{signed.state.label}{who}" + (f": {'; '.join(signed.changes)}"
                                                      if signed.changes else "")),
    ]  # fmt: skip


def _work(work: AppraisedWork) -> str:
    """A work on one line: its key, what it is, what it says, its title."""
    design = work.design.label or "design not recorded"
    says = "/".join(stance.value for stance in work.stances) or "no stance recorded"
    direct = work.directness.value if work.directness else "directness not recorded"
    inferred = "" if work.design.stated or not work.design.code else " (inferred)"
    about = f"{design.lower()}{inferred}; {says}, {direct}"
    if work.directness is not None and work.directness.value == "unrelated":
        about = f"{design.lower()}{inferred}; unrelated"
    return f"{work.citekey} ({about}): {work.reference.title} ({work.reference.year})"


def _print_reference(details: ReferenceDetails) -> None:
    reference = details.reference
    pairs = [
        ("citekey", reference.key),
        ("stands in", f"{reference.location.path}, line {reference.location.line}"),
        ("type", reference.entry_type),
        ("authors", "; ".join(person.display for person in reference.authors)),
        ("editors", "; ".join(person.display for person in reference.editors)),
        ("design", _design(details)),
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
