"""`needle-evidence dedupe`: entries that are one work, and merging two of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from needle_evidence.cli.changed_marks import print_marks
from needle_evidence.cli.exit_codes import FINDINGS
from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import print_text, print_wrapped
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

if TYPE_CHECKING:
    from needle_evidence.api.deduplicating import DuplicatePair, Merged

_LONGEST_VALUE = 60


@click.command()
@click.option(
    "--merge", "merge_keys", nargs=2, default=None, metavar="KEEP DROP",
    shell_complete=complete_names, help="Merge the entry DROP into KEEP, in every file.",
)  # fmt: skip
@click.option(
    "--take", multiple=True, metavar="FIELD",
    help="With --merge: use DROP's value of this field; may be repeated.",
)  # fmt: skip
@click.option("--check", is_flag=True, help="End with 1 if an entry is there twice.")
@click.option("--dry-run", is_flag=True, help="With --merge: show the changes, write nothing.")
@common_options
@click.pass_context
def dedupe(
    context: click.Context,
    merge_keys: tuple[str, str] | None,
    take: tuple[str, ...],
    check: bool,
    dry_run: bool,
) -> None:
    """List the entries of references.bib that are the same work, with the reasons.

    Versions of one work (preprint and article, abstract and paper, protocol and report,
    erratum and article, editions of a Cochrane review) are listed apart and never merged.
    --merge puts what DROP knows into KEEP: fields that KEEP lacks, and the more complete of two
    that say the same. Where the entries contradict each other, KEEP's value stays and both are
    shown. Claims and all tables then name KEEP.

    \b
    Examples:
      needle-evidence dedupe
      needle-evidence dedupe --check
      needle-evidence dedupe --merge cotchett2014 cotchett2014a --dry-run
      needle-evidence dedupe --merge cotchett2014 cotchett2014a --take pages
    """
    invocation: Invocation = context.obj
    if merge_keys is None:
        if take or dry_run:
            raise click.UsageError("--take and --dry-run go with --merge KEEP DROP.")
        _list(context, invocation, check=check)
        return
    if check:
        raise click.UsageError("--check lists, --merge writes: use one of the two.")
    from needle_evidence.api.deduplicating import merge_entries

    keep, drop = merge_keys
    merged = merge_entries(invocation.project, keep, drop, take=take, dry_run=dry_run)
    if not invocation.quiet:
        _print_merged(merged, dry_run=dry_run)


def _list(context: click.Context, invocation: Invocation, *, check: bool) -> None:
    from needle_evidence.api.deduplicating import Relation, duplicates

    pairs = duplicates(invocation.project)
    same = [pair for pair in pairs if pair.relation is Relation.SAME]
    versions = [pair for pair in pairs if pair.relation is Relation.VERSION_OF]
    _print_pairs("Same work", same)
    _print_pairs("Version of, not merged", versions)
    if not invocation.quiet:
        print_text(
            f"{_count(len(same), 'pair')} of the same work, "
            f"{_count(len(versions), 'pair')} of versions."
        )
        if same:
            pair = same[0]
            keys = f"{one_line(pair.first.key, 80)} {one_line(pair.second.key, 80)}"
            print_text(f"To merge a pair: needle-evidence dedupe --merge {keys} --dry-run")
    if check and same:
        context.exit(FINDINGS)


def _print_pairs(heading: str, pairs: Sequence[DuplicatePair]) -> None:
    if not pairs:
        return
    print_text(heading)
    for pair in pairs:
        for reference in (pair.first, pair.second):
            print_wrapped(f"  {_named(reference)}", hanging=6)
        print_wrapped(f"    {one_line('; '.join(pair.reasons), 300)}", hanging=4)


def _named(reference: Reference) -> str:
    title = one_line(reference.title, 80) or "(no title)"
    where = f"{one_line(reference.location.path, 200)}:{reference.location.line}"
    return f"{one_line(reference.key, 80)}  {where}  {title}"


def _print_merged(merged: Merged, *, dry_run: bool) -> None:
    for choice in merged.proposal.taken:
        print_wrapped(f"{choice.name}: taken over, {choice.why}: {_value(choice.second)}")
    for choice in merged.proposal.conflicts:
        hint = "" if choice.name == "entry type" else f" (--take {choice.source} uses it)"
        print_wrapped(
            f"{choice.name}: kept {_value(choice.first)}; the other entry says "
            f"{_value(choice.second)}{hint}"
        )
    files = [(file.path, file.diff) for file in merged.tables]
    files.append((merged.references.path, merged.references.diff))
    for _, diff in files:
        if diff:
            print_text(diff)
    if merged.references.encoding_changed:
        print_text(merged.references.encoding_changed)
    drop, keep = merged.proposal.second.key, merged.proposal.first.key
    print_marks(merged.by_hand, drop, keep)
    paths = ", ".join(path for path, diff in files if diff)
    print_text(f"Nothing was written (--dry-run): {paths}" if dry_run else f"Wrote {paths}")


def _value(text: str) -> str:
    return f"“{one_line(text, _LONGEST_VALUE)}”"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
