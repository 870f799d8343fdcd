"""Comparing two versions of a project's evidence, claim by claim and work by work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.model.identifiers import normalise_doi, normalise_pmid
from needle_evidence.reporting.changes_view import (
    ChangesView,
    ClaimChange,
    CountChange,
    Difference,
    ReferenceChange,
)
from needle_evidence.reporting.claim_concern import status_rank
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.reference_view import ReferenceView

_KINDS = ("changed", "renamed", "removed", "added")
# What nobody could check is neither better nor worse than what was checked.
_VERDICT_RANKS = {"over_claim": 0, "under_claim": 1, "licensed": 2}
_FALLEN = frozenset({"retraction", "replacement", "concern"})


def compare(
    before: EvidenceView, after: EvidenceView, *, before_name: str, after_name: str
) -> ChangesView:
    """What a reader of the later version must know who knew the earlier one.

    Claims are matched by id, then by their words (a renamed id); works by citekey, then by DOI
    or PMID. Of a doubled id the first row is compared.
    """
    claims = sorted(
        _claim_changes(before.claims, after.claims),
        key=lambda change: (change.direction not in ("worse", "both"), _KINDS.index(change.kind)),
    )
    return ChangesView(
        before=before_name,
        after=after_name,
        claims=tuple(claims),
        references=tuple(_reference_changes(before.references, after.references)),
        counts=_counts(before, after),
    )


def _claim_changes(
    before: Sequence[ClaimView], after: Sequence[ClaimView]
) -> Iterator[ClaimChange]:
    old = _first_by(before, lambda view: view.claim.claim_id)
    new = _first_by(after, lambda view: view.claim.claim_id)
    gone = {key: view for key, view in old.items() if key not in new}
    by_words = _first_by(list(gone.values()), lambda view: view.claim.text)
    for claim_id, view in new.items():
        earlier = old.get(claim_id)
        if earlier is None and (renamed := by_words.pop(view.claim.text, None)) is not None:
            gone.pop(renamed.claim.claim_id)
            differences = tuple(_claim_differences(renamed, view))
            yield _change("renamed", view, differences, was=renamed.claim.claim_id)
        elif earlier is None:
            yield _change("added", view)
        elif differences := tuple(_claim_differences(earlier, view)):
            yield _change("changed", view, differences)
    for view in gone.values():
        yield _change("removed", view)


def _change(
    kind: str, view: ClaimView, differences: tuple[Difference, ...] = (), *, was: str = ""
) -> ClaimChange:
    return ClaimChange(
        kind=kind,
        claim_id=view.claim.claim_id,
        text=view.claim.text,
        label=_status_words(view),
        topic=view.claim.topic,
        was=was,
        anchor="" if kind == "removed" else view.anchor,
        differences=differences,
    )


def _claim_differences(before: ClaimView, after: ClaimView) -> Iterator[Difference]:
    """What differs between two versions of one claim, in the order in which it is read."""
    if before.claim.text != after.claim.text:
        yield Difference(what="claim", before=before.claim.text, after=after.claim.text)
    old_words, new_words = before.wording.text, after.wording.text
    if old_words != new_words and (old_words, new_words) != (before.claim.text, after.claim.text):
        yield Difference(what="wording on the page", before=old_words, after=new_words)
    if before.status is not after.status:
        yield Difference(
            what="status",
            before=_status_words(before),
            after=_status_words(after),
            # What nobody had looked at was neither better nor worse than what was found there.
            direction=""
            if before.status is ClaimStatus.UNAPPRAISED
            else _direction(status_rank(before.status), status_rank(after.status)),
        )
    yield from _certainty(before, after)
    if before.judges and after.judges and before.wording.verdict != after.wording.verdict:
        ranks = [_VERDICT_RANKS.get(view.wording.verdict) for view in (before, after)]
        yield Difference(
            what="verdict on the wording",
            before=before.wording.label,
            after=after.wording.label,
            direction=_direction(*ranks),
        )
    if before.stands is not after.stands:
        words = {True: "stands", False: "does not stand"}
        yield Difference(
            what="may be published as backed",
            before=words[before.stands],
            after=words[after.stands],
            direction="better" if after.stands else "worse",
        )
    if before.sign_off.label != after.sign_off.label:
        yield Difference(what="sign-off", before=before.sign_off.label, after=after.sign_off.label)
    yield from _citations(before, after)


def _status_words(view: ClaimView) -> str:
    """The status; never without the certainty that belongs beside it."""
    return ", ".join(part for part in (view.status_label, view.certainty_label) if part)


def _certainty(before: ClaimView, after: ClaimView) -> Iterator[Difference]:
    if before.certainty is after.certainty:
        return
    yield Difference(
        what="certainty",
        before=before.certainty_label or "certainty not judged",
        after=after.certainty_label or "certainty not judged",
        direction=_direction(
            before.certainty.points if before.certainty else None,
            after.certainty.points if after.certainty else None,
        ),
    )


def _citations(before: ClaimView, after: ClaimView) -> Iterator[Difference]:
    old, new = dict.fromkeys(before.claim.references), dict.fromkeys(after.claim.references)
    added = [key for key in new if key not in old]
    removed = [key for key in old if key not in new]
    if added:
        yield Difference(what="references added", before="", after=", ".join(added))
    if removed:
        yield Difference(what="references removed", before=", ".join(removed), after="")
    fallen = [one.citekey for one in after.retracted]
    already = {one.citekey for one in before.retracted}
    if newly := [key for key in fallen if key not in already]:
        yield Difference(
            what="references fallen", before="", after=", ".join(newly), direction="worse"
        )


def _reference_changes(
    before: Sequence[ReferenceView], after: Sequence[ReferenceView]
) -> Iterator[ReferenceChange]:
    old = {view.citekey: view for view in before}
    new = {view.citekey: view for view in after}
    gone = {key: view for key, view in old.items() if key not in new}
    by_identity = {name: view for view in gone.values() for name in _identity(view)}
    for citekey, view in new.items():
        earlier = old.get(citekey)
        if earlier is None:
            same = next((by_identity[n] for n in _identity(view) if n in by_identity), None)
            if same is not None and same.citekey in gone:
                del gone[same.citekey]
                yield _reference("renamed", view, was=same.citekey)
                earlier = same
            else:
                yield _reference("added", view)
        yield from _standing(earlier, view)
    for view in gone.values():
        yield _reference("removed", view)


def _standing(before: ReferenceView | None, after: ReferenceView) -> Iterator[ReferenceChange]:
    """Whether a work fell, or stands again, since; a new one that has fallen counts."""
    old = before.verification.notice if before else ""
    new = after.verification.notice
    if old == new:
        return
    if new in _FALLEN:
        yield _reference("fallen", after, note=after.verification.notice_label)
    elif old in _FALLEN and before is not None:
        now = after.verification.notice_label or "no notice is recorded any more"
        yield _reference("changed", after, note=f"{before.verification.notice_label}; now {now}")


def _reference(kind: str, view: ReferenceView, *, was: str = "", note: str = "") -> ReferenceChange:
    return ReferenceChange(
        kind=kind,
        citekey=view.citekey,
        name=view.short_name or view.title or view.citekey,
        was=was,
        note=note,
        claims=tuple(claim.claim_id for claim in view.used_by),
    )


def _identity(view: ReferenceView) -> tuple[str, ...]:
    doi, pmid = view.record.text("doi"), view.record.text("pmid")
    named = (
        f"doi {normalise_doi(doi)}" if doi else "",
        f"pmid {normalise_pmid(pmid)}" if pmid else "",
    )
    return tuple(name for name in named if name.partition(" ")[2])


def _counts(before: EvidenceView, after: EvidenceView) -> tuple[CountChange, ...]:
    def counted(label: str, of: Callable[[EvidenceView], int], *, good: bool | None) -> CountChange:
        return CountChange(label=label, before=of(before), after=of(after), good=good)

    return (
        counted("health-effect claims", lambda view: view.headline.claims, good=None),
        counted("cite a reference", lambda view: view.headline.cited, good=True),
        counted("stand", lambda view: view.headline.stand, good=True),
        counted("say too much", lambda view: view.headline.over_claims, good=False),
        counted("errors", lambda view: view.count("error"), good=False),
        counted("warnings", lambda view: view.count("warning"), good=False),
        counted("retracted references", lambda view: view.retracted, good=False),
    )


def _direction(before: int | None, after: int | None) -> str:
    """Better or worse; "" where they are equal, or one is not known."""
    if before is None or after is None or before == after:
        return ""
    return "better" if after > before else "worse"


def _first_by(views: Sequence[ClaimView], name: Callable[[ClaimView], str]) -> dict[str, ClaimView]:
    found: dict[str, ClaimView] = {}
    for view in views:
        found.setdefault(name(view), view)
    return found
