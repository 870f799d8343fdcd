"""Why a claim or a work cannot be given a name: found out before anything is written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from needle_evidence.errors import UsageError
from needle_evidence.formats.claims_table import read_claims
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.certainty import CertaintyRating
from needle_evidence.model.claim import CLAIM_ID_PATTERN
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Result

# What a citekey may be made of, so that a claim can list it and a spreadsheet keeps it (NE214).
_CITEKEY = re.compile(r"[^\W_][\w:.+/'!?*&<>|^$-]*")


def refuse_bad_names(old: str, new: str, *, of_claim: bool) -> None:
    """Raises UsageError for a name that no claim, or no work, can have, and for the same one."""
    if old == new:
        raise UsageError(f"{one_line(new, 80)} has that name already.", "Give another new name.")
    if of_claim and not CLAIM_ID_PATTERN.fullmatch(new):
        raise UsageError(
            f"{one_line(new, 80)} cannot be a claim_id.",
            "Use small letters and digits, begin with a letter and join words with hyphens, such "
            "as heel-pain-short-term.",
        )
    if of_claim:
        _refuse_what_spreadsheets_change(new)
    if not of_claim and not _CITEKEY.fullmatch(new):
        raise UsageError(
            f"{one_line(new, 80)} cannot be a citekey.",
            "Use letters, digits, `-`, `_`, `:` and `.` only, and begin with a letter or digit.",
        )


def refuse_unknown(old: str, new: str, known: Collection[str], path: str) -> None:
    """Raises UsageError where neither name is known."""
    if old not in known and new not in known:
        raise UsageError(
            f"There is neither {one_line(old, 80)} nor {one_line(new, 80)} in {path}.",
            suggestion(old, known) or "Check the first name.",
        )


def refuse_taken_key(library: Library, old: str, new: str) -> None:
    """Raises UsageError where a new citekey is an entry's already, or rows name it."""
    unread = (p for p in library.unread if p.location.path == library.references_path)
    if new in library.reference_by_key or any(problem.subject == new for problem in unread):
        raise UsageError(
            f"There is an entry {new} in {library.references_path} already.",
            "Choose another key; where both are the same work, `needle-evidence dedupe` merges "
            "them.",
        )
    doubled = (p for p in library.problems if p.kind == "duplicate_citekey" and p.subject == old)
    if problem := next(doubled, None):
        raise UsageError(
            f"{problem.location.path}, line {problem.location.line}: a second entry has the key "
            f"{one_line(old, 80)}, so which one to rename is not certain.",
            "Give each a key of its own in that file first.",
        )
    rows = [
        *(claim.location for claim in library.claims if new in claim.references),
        *(result.location for result in library.results if result.citekey == new),
        *(rating.location for rating in library.ratings if rating.reported_by == new),
    ]
    places = [(place.path, place.line) for place in rows]
    _refuse_named(places, new, f"`needle-evidence rename-key {new} {old}`")


def refuse_taken_id(library: Library, old: str, new: str) -> None:
    """Raises UsageError where a new id is a claim's already, or rows name it; or several do."""
    own, others = library.claims_by_id[old], library.claims_by_id.get(new, ())
    if len(own) > 1:
        lines = ", ".join(str(claim.location.line) for claim in own)
        raise UsageError(
            f"Several claims have the id {one_line(old, 80)} (lines {lines} of "
            f"{library.claims_path}), so which one to rename is not certain.",
            "Give each an id of its own in that file first.",
        )
    if others:
        raise UsageError(
            f"There is a claim {new} already (line {others[0].location.line} of "
            f"{library.claims_path}).",
            "Choose another id, or delete one of the two rows.",
        )
    rows = [
        *(result.location for result in library.results if result.claim_id == new),
        *(rating.location for rating in library.ratings if rating.claim_id == new),
        *(search.location for search in library.searches if search.claim_id == new),
        *(review.location for review in library.reviews if review.claim_id == new),
    ]
    named = [(place.path, place.line) for place in rows]
    _refuse_named(named, new, f"`needle-evidence rename-claim {new} {old}`")


def refuse_clashes(
    results: Sequence[Result],
    ratings: Sequence[CertaintyRating],
    old: str,
    new: str,
    *,
    of_claim: bool,
) -> None:
    """Raises UsageError where two rows would become rows about one and the same thing."""

    def same(claim_id: str, citekey: str) -> tuple[str, str, bool]:
        renamed = (claim_id if of_claim else citekey) == old
        if not renamed:
            return claim_id, citekey, False
        return (new, citekey, True) if of_claim else (claim_id, new, True)

    _refuse_same(
        (
            (r.location.path, r.location.line, same(r.claim_id, r.citekey), r.key[2:])
            for r in results
        ),
        new,
    )
    _refuse_same(
        (
            (
                r.location.path,
                r.location.line,
                same(r.claim_id, r.reported_by),
                (r.outcome, r.comparator, r.timepoint, r.rating, r.appraiser),
            )
            for r in ratings
        ),
        new,
    )


def _refuse_what_spreadsheets_change(new: str) -> None:
    """Refuses an id such as mar-2020, of which a spreadsheet would make a date."""
    row = f"claim_id,claim\n{new},A claim.\n".encode()
    for problem in read_claims(row, path="claims.csv").problems:
        raise UsageError(problem.message, "Choose another id, such as heel-pain-short-term.")


def _refuse_same(
    rows: Iterable[tuple[str, int | None, tuple[str, str, bool], tuple[str, ...]]], new: str
) -> None:
    groups: dict[tuple[str, ...], list[tuple[int | None, bool]]] = {}
    paths = set()
    for path, line, (claim_id, citekey, renamed), rest in rows:
        groups.setdefault((claim_id, citekey, *rest), []).append((line, renamed))
        paths.add(path)
    for group in groups.values():
        if len(group) > 1 and len({renamed for _, renamed in group}) > 1:
            lines = ", ".join(str(line) for line, _ in group)
            raise UsageError(
                f"{', '.join(paths)}, lines {lines}: once they name {one_line(new, 80)}, rows "
                "are about the same thing; nothing was changed.",
                "Delete one of them, or tell them apart by outcome, comparator or time point.",
            )


def _refuse_named(places: Sequence[tuple[str, int | None]], new: str, command: str) -> None:
    """What is recorded under a name that nothing has must not silently go to another thing."""
    if places:
        path, line = places[0]
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        raise UsageError(
            f"{path}, line {line}{more}: rows name {new} already, though nothing has that name.",
            f"If they are about the same thing, {command} first gives them its present name; else "
            "correct them, or choose another name.",
        )
