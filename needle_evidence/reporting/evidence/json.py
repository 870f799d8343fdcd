"""The evidence report as JSON, after the schema that ships in `reporting/schemas`."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from needle_evidence.appraisal.assessment import Balance
from needle_evidence.model.finding import Finding, Location
from needle_evidence.model.result import Result
from needle_evidence.reporting.article_view import ArticleView
from needle_evidence.reporting.changes_view import ChangesView
from needle_evidence.reporting.claim_view import ClaimView, RatingView, WordingView
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.findings.json import finding_object, waived_object
from needle_evidence.reporting.json_text import json_text
from needle_evidence.reporting.page_mark import PlacedClaim
from needle_evidence.reporting.reference_view import ReferenceView
from needle_evidence.reporting.report_format import (
    RenderedReport,
    ReportFormat,
    ReportOptions,
    one_file,
)
from needle_evidence.reporting.topic_view import Tally
from needle_evidence.reporting.verification_view import VerificationView
from needle_evidence.reporting.work_list import WorkItem
from needle_evidence.reporting.work_view import WorkView

SCHEMA_VERSION = "1.4"


def _render(view: EvidenceView, options: ReportOptions) -> RenderedReport:
    del options  # JSON follows its schema; nothing in it can be chosen or overridden
    return one_file("evidence.json", json_text(evidence_object(view)))


def evidence_object(view: EvidenceView) -> dict[str, Any]:
    """The view as plain objects, as schemas/evidence-1.schema.json describes them."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "needle-evidence", "version": view.version},
        **({"generated_on": view.generated_on} if view.generated_on else {}),
        "sources": {"claims": view.claims_path, "references": view.references_path},
        "summary": {
            "health_effect_claims": _tally(view.headline),
            "other_groups": [{"label": tally.label, **_tally(tally)} for tally in view.others],
            "needing_no_reference": view.exempt,
            "rows_or_entries_not_read": view.unread,
            "errors": view.count("error"),
            "warnings": view.count("warning"),
            "notes": view.count("note"),
            "references_retracted": view.retracted,
            "references_not_checked": view.unverified,
            "claim_sentences": {
                "found": view.claim_sentences,
                "registered": view.registered_sentences,
                "articles_not_counted": view.unchecked_articles,
            },
        },
        "articles": [_article(article) for article in view.articles],
        "claims": [_claim(claim) for claim in view.claims],
        "references": [_reference(reference) for reference in view.references],
        "findings": _findings(view.findings),
        "not_checked": [
            {"code": code, "subject": item.subject, "reason": item.reason}
            for code, item in view.not_checked
        ],
        "waived": [waived_object(item) for item in view.waived],
        "notices": list(view.notices),
        "work_list": [_task(item) for item in view.work],
        **({"changes": _changes(view.changes)} if view.changes else {}),
        **({"history": [asdict(point) for point in view.history]} if view.history else {}),
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "claims": tally.claims,
        "cited": tally.cited,
        "not_found": tally.not_found,
        "uncited": tally.uncited,
        "with_problems": tally.with_problems,
        "statuses": {status.value: count for status, count in tally.statuses},
        "over_claims": tally.over_claims,
        "stand": tally.stand,
    }


def _article(view: ArticleView) -> dict[str, Any]:
    return {
        "path": view.path,
        "title": view.title,
        "format": view.format,
        "sha256": view.sha256,
        "unreadable": view.unreadable,
        "claim_sentences": {
            "found": view.claim_sentences,
            "registered": view.registered,
            "not_counted_because": view.not_checked,
        },
        "claims": {
            "found": view.found,
            "meaning_changed": view.changed,
            "doubtful": view.doubtful,
            "not_found": view.not_found,
        },
        "placements": [_placement(placed) for placed in view.placed],
        "uncovered": [
            {
                **_place(sentence.location),
                "start": sentence.start,
                "end": sentence.end,
                "kind": sentence.kind.value,
                "cue": sentence.cue,
                "section": sentence.heading,
                "text": sentence.text,
            }
            for sentence in view.uncovered
        ],
    }


def _placement(placed: PlacedClaim) -> dict[str, Any]:
    place = placed.place
    nowhere: dict[str, Any] = {"line": None, "character": None, "place": ""}
    return {
        "claim_id": placed.view.claim.claim_id,
        "state": place.state.value,
        "concern": placed.concern.value,
        **(_place(place.location) if place.start >= 0 else nowhere),
        "start": place.start if place.start >= 0 else None,
        "end": place.end if place.start >= 0 else None,
        "section": place.section,
        "words": place.words,
        "differences": list(place.differences),
        "others": list(place.others),
        "looked_for": list(placed.looked_for),
    }


def _place(location: Location) -> dict[str, Any]:
    return {"line": location.line, "character": location.character, "place": location.field}


def _claim(view: ClaimView) -> dict[str, Any]:
    claim = view.claim
    return {
        "claim_id": claim.claim_id,
        "claim": claim.text,
        "line": claim.location.line,
        "topic": claim.topic,
        "question": claim.question.value if claim.question else None,
        "group": claim.group.value,
        "intervention": claim.intervention,
        "population": claim.population,
        "comparator": claim.comparator,
        "outcome": claim.outcome,
        "status": view.status.value if view.status else None,
        "appraised": view.report.appraised,
        "stands": view.stands,
        "certainty": view.certainty.value if view.certainty else None,
        "certainty_because": view.certainty_why,
        "ratings": [_rating(rating) for rating in view.ratings],
        "wording": _wording(view.wording),
        "works": [_work(work, cited=True) for work in view.works]
        + [_work(work, cited=False) for work in view.considered],
        "balance": {
            "cited": _balance(view.cited_balance),
            "considered": _balance(view.considered_balance),
            "last_search": view.last_search.isoformat() if view.last_search else None,
        },
        "sign_off": {
            "state": view.sign_off.state,
            "by": view.sign_off.who,
            "on": view.sign_off.when.isoformat() if view.sign_off.when else None,
            "note": view.sign_off.note,
            "changes": list(view.sign_off.changes),
        },
        "references": [reference.citekey for reference in view.references],
        "retracted_references": [reference.citekey for reference in view.retracted],
        "unknown_references": list(view.unknown_keys),
        "articles": list(claim.articles),
        "quotes": list(claim.quotes),
        "review_due": claim.review_due.isoformat() if claim.review_due else None,
        "note": claim.note,
        "extra": dict(claim.extra),
        "problems": _findings(view.problems),
    }


def _rating(view: RatingView) -> dict[str, Any]:
    return {
        "outcome": view.outcome,
        "comparator": view.comparator,
        "timepoint": view.timepoint,
        "certainty": view.certainty.value if view.certainty else None,
        "governs": view.governs,
        "label": view.label,
        "appraiser": view.appraiser,
        "reported_by": view.reported_by,
        "locator": view.locator,
        "domains": [
            {"domain": domain, "points": points, "reason": reason}
            for domain, points, reason in view.reasons
        ],
        "refusals": list(view.refusals),
        "not_assessed": list(view.missing),
    }


def _wording(view: WordingView) -> dict[str, Any]:
    sentence = view.printable
    return {
        "verdict": view.verdict,
        "text": view.text,
        "judged_from": view.judged_from,
        "reasons": list(view.reasons),
        "notes": list(view.notes),
        "not_checked": view.not_checked,
        "may_be_printed": {
            "basis": sentence.basis.value,
            "clinician": sentence.clinician,
            "plain": sentence.plain,
            "limits": sentence.limits,
            "cite": sentence.cite,
            "why": sentence.why,
        },
    }


def _work(view: WorkView, *, cited: bool) -> dict[str, Any]:
    return {
        "citekey": view.reference.citekey,
        "cited": cited,
        "stances": list(view.stances),
        "directness": view.directness,
        "indirect_because": list(view.because),
        "level": f"{view.level}: {view.level_why}" if view.level_why else view.level,
        "own_data": view.own_data,
        "results": [
            {
                "about": list(result.about),
                "stance": result.stance,
                "directness": result.directness,
                "result": result.result,
                "numbers": result.numbers,
                "passage": result.passage,
                "locator": result.locator,
                "appraiser": result.appraiser,
                "figures": _figures(result.record),
            }
            for result in view.results
        ],
    }


def _figures(result: Result) -> dict[str, Any]:
    """The recorded numbers; decimals as text, so that none gains or loses a digit."""

    def text(number: Decimal | None) -> str | None:
        return None if number is None else format(number, "f")

    return {
        "outcome": result.outcome,
        "comparator": result.comparator,
        "timepoint": result.timepoint,
        "measure": result.measure,
        "unit": result.unit,
        "effect": text(result.effect),
        "ci_low": text(result.ci_low),
        "ci_high": text(result.ci_high),
        "better": result.better,
        "minimal_important_difference": text(result.mid),
        "participants": result.participants,
        "events": result.events,
    }


def _task(item: WorkItem) -> dict[str, Any]:
    return {
        "task": item.task,
        "why": item.why,
        "harm": item.harm,
        "effort": item.effort,
        "subject": item.subject,
        "claim_id": item.claim.claim.claim_id if item.claim else None,
        "path": item.location.path,
        "line": item.location.line,
        "now": item.now,
        "instead": item.instead,
        "limits": item.limits,
        "cite": item.cite,
        "codes": list(item.codes),
    }


def _changes(changes: ChangesView) -> dict[str, Any]:
    """As `diff --format json` writes them."""
    return {"schema_version": "1.0", **asdict(changes)}


def _balance(balance: Balance) -> dict[str, int]:
    return {
        "supporting": balance.supporting,
        "refuting": balance.refuting,
        "neutral": balance.neutral,
    }


def _reference(view: ReferenceView) -> dict[str, Any]:
    return {
        "citekey": view.citekey,
        "number": view.number,
        "text": view.formatted.plain,
        "by_style": view.formatted.by_style,
        "title": view.title,
        "year": view.year,
        "links": [{"label": link.label, "address": link.address} for link in view.links],
        "study_design": view.design,
        "study_design_inferred_from": [
            {"field": field, "words": words} for field, words in view.design_words
        ],
        "sample_size": view.sample_size,
        "studied": dict(view.studied),
        "used_by": [claim.claim_id for claim in view.used_by],
        "considered_for": [claim.claim_id for claim in view.considered_for],
        "verification": _verification(view.verification),
        "problems": _findings(view.problems),
    }


def _verification(view: VerificationView) -> dict[str, Any]:
    return {
        "verdict": view.verdict,
        "notice": view.notice,
        "told_by": [
            {
                "notice": told.state,
                "source": told.source,
                "by": told.by,
                "identifier": told.identifier,
                "link": told.link,
                "published_on": told.published_on.isoformat() if told.published_on else None,
                "listed_on": told.listed_on.isoformat() if told.listed_on else None,
                "because": told.reason,
            }
            for told in view.told
        ],
        "differences": list(view.differences),
        "not_checked": view.not_checked,
        "sources": list(view.sources),
        "oldest_answer": view.oldest.isoformat() if view.oldest else None,
    }


def _findings(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return [finding_object(finding) for finding in findings]


REPORT_FORMAT = ReportFormat(
    name="json",
    summary="everything, for other programs, after a schema",
    render=_render,
    by_default=True,
)
