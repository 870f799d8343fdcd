"""`needle-evidence show`: everything about one claim or reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import print_details

if TYPE_CHECKING:
    from needle_evidence.api.browsing import ClaimDetails, ReferenceDetails
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
    claim = details.claim
    status = details.status.status.label if claim.needs_evidence else "Needs no reference"
    pairs = [
        ("claim id", claim.claim_id),
        ("stands in", f"{claim.location.path}, line {claim.location.line}"),
        ("status", status),
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
    pairs += [("cites", f"{work.key}: {work.title} ({work.year})") for work in details.references]
    pairs += [("not found", key) for key in details.status.unknown]
    print_details(claim.text, pairs + _problems(details.findings))


def _print_reference(details: ReferenceDetails) -> None:
    reference = details.reference
    pairs = [
        ("citekey", reference.key),
        ("stands in", f"{reference.location.path}, line {reference.location.line}"),
        ("type", reference.entry_type),
        ("authors", "; ".join(person.display for person in reference.authors)),
        ("editors", "; ".join(person.display for person in reference.editors)),
        ("design", details.design or "not recorded"),
    ]
    pairs += [pair for pair in reference.fields.items() if pair[0] not in _OWN_LABELS]
    pairs += [("used by", f"{claim.claim_id}: {claim.text}") for claim in details.used_by]
    if not details.used_by:
        pairs.append(("used by", "no claim"))
    print_details(reference.title or reference.key, pairs + _problems(details.findings))


def _problems(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(f.severity.value, f"{f.code}: {f.message} {f.way_out}") for f in findings]
