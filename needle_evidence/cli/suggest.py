"""`needle-evidence suggest`: references of the library that may speak about a claim."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import is_person, print_details, print_text, print_wrapped
from needle_evidence.errors import UsageError
from needle_evidence.model.plain_text import one_line

if TYPE_CHECKING:
    from needle_evidence.api.suggesting import Candidate, PartComparison, ScopeFit, Suggestion

_TOP, _TOP_UNCITED = 10, 3


@click.command()
@click.argument("claim_id", required=False, shell_complete=complete_names)
@click.option("--uncited", is_flag=True, help="For every claim that cites no reference.")
@click.option(
    "--top", type=click.IntRange(min=1), metavar="N",
    help=f"How many; else {_TOP}, or {_TOP_UNCITED} for each uncited claim.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--write-links", is_flag=True, help="Ask for each whether the claim shall cite it.")
@common_options
@click.pass_obj
def suggest(
    invocation: Invocation,
    claim_id: str | None,
    uncited: bool,
    top: int | None,
    as_json: bool,
    write_links: bool,
) -> None:
    """Rank the references of the library by how well their words fit a claim.

    Shows which words matched, and through which other name; how people, treatment and outcome
    compare; and the study design. It judges nothing and links nothing: read the work, then
    `link` and `appraise` it. Retracted works come last.

    \b
    Examples:
      needle-evidence suggest treats-heel-pain
      needle-evidence suggest --uncited --top 5
      needle-evidence suggest treats-heel-pain --write-links
      needle-evidence suggest treats-heel-pain --json
    """
    from needle_evidence.api.projects import load_library
    from needle_evidence.api.suggesting import suggest as find
    from needle_evidence.api.suggesting import suggest_uncited

    if uncited == bool(claim_id):
        raise UsageError(
            "Name one claim, or give --uncited, not both.", "`needle-evidence claims` lists them."
        )
    if write_links and (as_json or not (is_person() and sys.stdin.isatty())):
        raise UsageError(
            "--write-links asks for each reference, so it needs a terminal and no --json.",
            "Use `needle-evidence link CLAIM_ID KEY` instead.",
        )
    library = load_library(invocation.project, source_texts=False)
    found = (
        suggest_uncited(library, top=top or _TOP_UNCITED)
        if uncited
        else [find(library, claim_id or "", top=top or _TOP)]
    )
    if as_json:
        _print_json(found)
        return
    _print_all(found, invocation, write_links=write_links)


def _print_json(found: Iterable[Suggestion]) -> None:
    from needle_evidence.api.suggesting import candidate_record

    claims = [
        {
            "claim_id": each.claim.claim_id,
            "claim": each.claim.text,
            "searched": each.searched,
            "candidates": [candidate_record(candidate) for candidate in each.candidates],
        }
        for each in found
    ]
    # ASCII only: nothing in a record can reach the terminal as a control character.
    click.echo(json.dumps({"schema_version": 1, "claims": claims}, indent=2))


def _print_all(found: Iterable[Suggestion], invocation: Invocation, *, write_links: bool) -> None:
    shown = 0
    for each in found:
        if shown:
            click.echo()
        shown += 1
        _print_claim(each)
        if write_links:
            _ask_for_links(invocation, each)
    if not shown:
        print_text("Every claim that needs a reference cites one.")
    elif not (invocation.quiet or write_links):
        click.echo()
        print_wrapped("Nothing was linked. Read the work, then: needle-evidence link CLAIM_ID KEY")


def _print_claim(suggestion: Suggestion) -> None:
    print_wrapped(f"{suggestion.claim.claim_id}: {one_line(suggestion.claim.text, 200)}")
    if not suggestion.candidates:
        works = f"{suggestion.searched} reference{'' if suggestion.searched == 1 else 's'}"
        print_wrapped(f"  Nothing in the library fits: none of {works} shares enough of its words.")
        if suggestion.without_abstract:
            print_text(
                f"  {suggestion.without_abstract} of them have no abstract: only titles and "
                "keywords were compared."
            )
    for number, candidate in enumerate(suggestion.candidates, start=1):
        _print_candidate(number, candidate)


def _print_candidate(number: int, candidate: Candidate) -> None:
    reference, design = candidate.reference, candidate.design
    marks = [
        *(["RETRACTED"] if candidate.retracted else []),
        *(["already cited"] if candidate.cited else []),
        *(["considered, not cited"] if candidate.considered else []),
    ]
    head = f"{number}. {reference.key}" + (f"  [{', '.join(marks)}]" if marks else "")
    inferred = " (inferred from its words)" if design.code and not design.stated else ""
    fit = candidate.scope.fit.value.replace("_", " ")
    print_details(
        head,
        [
            ("title", f"{reference.title or 'no title'} ({reference.year or 'no year'})"),
            ("words", _matched(candidate)),
            ("missing", ", ".join(candidate.missing)),
            ("scope", f"{fit}: {_compared(candidate.scope)}"),
            ("design", f"{design.label}{inferred}" if design.code else "not known"),
        ],
    )


def _compared(scope: ScopeFit) -> str:
    """The parts that differ, else all: the claim's words, the work's, and how they relate."""
    parts = [part for part in scope.comparisons if part.part in scope.because]
    return "; ".join(map(_part_compared, parts or scope.comparisons))


def _part_compared(part: PartComparison) -> str:
    if part.relation is None or not part.claim_words:
        return part.sentence
    note = f"; {part.reason}" if part.reason else ""
    return (
        f"{part.part}: claim {part.claim_words}, work {part.reference_words} "
        f"({part.relation.label}{note})"
    )


def _matched(candidate: Candidate) -> str:
    """The words by the place where they stand: title first."""
    parts = []
    for place in ("title", "keywords", "abstract"):
        words = [each.sentence for each in candidate.matched if each.where == place]
        if words:
            parts.append(f"{', '.join(words)} ({place})")
    return "; ".join(parts)


def _ask_for_links(invocation: Invocation, suggestion: Suggestion) -> None:
    from needle_evidence.api.linking import link

    wanted: list[str] = []
    for candidate in _open(suggestion.candidates):
        key = candidate.reference.key
        if candidate.retracted:
            print_text(f"{key} is retracted and is not offered.")
        elif click.confirm(f"Shall {suggestion.claim.claim_id} cite {key}?", default=False):
            wanted.append(key)
    if not wanted:
        return
    run = link(invocation.project, suggestion.claim.claim_id, wanted)
    print_text(run.file.diff)
    print_text(f"Wrote {run.file.path}")


def _open(candidates: Sequence[Candidate]) -> list[Candidate]:
    return [candidate for candidate in candidates if not candidate.cited]
