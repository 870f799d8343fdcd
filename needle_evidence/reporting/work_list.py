"""What an editor should change, ordered by harm and effort: the work list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.appraisal.printable_sentence import PrintableSentence, SentenceBasis
from needle_evidence.model.finding import Finding, Location, Severity
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.work_effort import (
    Effort,
    effort_of,
    is_about_the_sentence,
    most_of,
    settled_by_one_command,
)
from needle_evidence.reporting.work_harm import (
    Harm,
    harm_of_record,
    harm_of_sentence,
    is_warning,
    may_warn,
)

_MOST_NAMED = 5  # works named in a sentence
_MAY_BE_PRINTED = "May be printed:"  # a way out that only repeats the licensed sentence
_OFF_THE_PAGE = "off the page"
# What a claim needs of which nobody knows whether it still stands on its page.
_PLACE_TASKS = {
    "NE503": "Correct the page, or judge the evidence for what it says now",
    "NE502": "Find the sentence on the page, or delete its row",
    "NE505": "Say whether the page still makes the same claim",
}
# Without these on the page as they were judged, there is no sentence to put another one for.
_ELSEWHERE = frozenset({"NE502", "NE503"})
# A warning is never worded down for a work that saw no harm.
_WARNING_WAYS = {
    "NE314": (
        "Cite the newer review too, and keep the warning: a review that saw no difference does not "
        "rule the harm out. If it did not study this, correct its directness in evidence.csv."
    ),
    "NE324": "Cite the contrary work too, and keep the warning.",
}
_RECORD_TASKS = {
    Effort.SENTENCE: "Correct the text",
    Effort.CITATION: "Correct the citation",
    Effort.TABLE_ROW: "Correct the entry",
    Effort.SIGN_OFF: "Have the claim signed off again",
    Effort.APPRAISAL: "Complete the appraisal",
    Effort.SEARCH: "Search for further and contrary studies",
    Effort.READING: "Look at the work itself",
}
# Nothing is wrong yet with a row that is not there.
_MISSING_ROWS = {"NE512": "Register the sentence as a claim"}


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkItem:
    """One thing to do.

    task: what to do, in a few words. why: what is wrong now. effort: "a sentence", "a table
    row", "an appraisal", "a search" … claim: whose sentence it is, None for anything else.
    subject: the claim id or citekey. location: file and line to change. now: the sentence as
    it is, "" where no sentence is to be changed. instead: what may be printed in its place, ""
    where nothing is licensed. limits: what must stand beside it. cite: the citekey that must
    be cited with it. codes: of the findings that it settles. how: what is needed, in the words
    of the checks, "" where `instead` says all. harm: why it comes so early or late; with
    effort it makes the order, and both are the tool's inference. places: every place of the
    sentence in the articles. errors: whether one of the findings is an error.
    """

    task: str
    why: str
    effort: str
    claim: ClaimView | None
    subject: str
    location: Location
    now: str = ""
    instead: str = ""
    limits: str = ""
    cite: str = ""
    codes: tuple[str, ...] = ()
    how: str = ""
    harm: str = ""
    places: tuple[Location, ...] = ()
    errors: bool = False


def work_list(claims: Sequence[ClaimView], findings: Sequence[Finding]) -> tuple[WorkItem, ...]:
    """What to do, most harmful first, of equal harm the least work first, then by place.

    claims: with their open findings. findings: all open ones; those of no claim are about
    references, tables and files. One item is one thing to do: everything about one sentence and
    its citations is one item, everything about one row or entry is another.
    """
    told: set[int] = set()
    ranked: list[tuple[Harm, Effort, WorkItem]] = []
    for view in claims:
        problems = [one for one in view.problems if id(one) not in told]
        told.update(id(one) for one in problems)
        about_it = [one for one in problems if is_about_the_sentence(one.code)]
        if about_it:
            ranked.append(_sentence_item(view, about_it))
        elif not problems and (item := _missing_judgement(view)):
            ranked.append(item)
        ranked.extend(
            _record_item(group, view)
            for group in _groups(one for one in problems if not is_about_the_sentence(one.code))
        )
    rest = _groups(one for one in findings if id(one) not in told)
    ranked.extend(_record_item(group, None) for group in rest)
    ranked.sort(key=_order)
    return tuple(item for _, _, item in ranked)


def _order(ranked: tuple[Harm, Effort, WorkItem]) -> tuple[int, int, bool, str, int, str]:
    harm, effort, item = ranked
    place = item.location
    return (
        harm.rank,
        effort.rank,
        not item.errors,
        place.path,
        place.line or 0,
        item.subject,
    )


def _groups(findings: Iterable[Finding]) -> Iterable[list[Finding]]:
    """Findings that one thing to do settles: of one entry, one row, or one command."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        effort, place = effort_of(one.code), one.location
        if settled_by_one_command(one.code):
            key: tuple[object, ...] = (one.code,)
        elif place.path.endswith(".bib") and one.subject:
            # The fields of an entry stand in lines of their own.
            key = (effort, place.path, one.subject)
        else:
            key = (effort, place.path, place.line, one.subject, one.raw if not place.line else "")
        groups.setdefault(key, []).append(one)
    return groups.values()


def _sentence_item(view: ClaimView, findings: Sequence[Finding]) -> tuple[Harm, Effort, WorkItem]:
    """The one item for the words and the citations of a claim."""
    harm = harm_of_sentence(view, findings)
    printable = view.wording.printable
    instead = printable.clinician if _may_replace(view, findings) else ""
    how = _how(view, findings, instead)
    effort = _sentence_effort(view, findings, instead, how)
    places = _places(view)
    words = view.claim.cell("quote" if view.claim.quotes else "claim")
    fallback = words if instead else findings[0].location
    item = WorkItem(
        task=_sentence_task(view, findings, harm, instead, how),
        why=_joined([*(_message(one) for one in findings), _not_cited(view)]),
        effort=effort.value,
        claim=view,
        subject=view.claim.claim_id,
        location=places[0] if places else fallback,
        now=_words_now(view),
        instead=instead,
        limits=printable.limits if instead or _lacks_limits(findings) else "",
        cite=printable.cite if instead else "",
        codes=_codes(findings),
        how=how,
        harm=harm.value,
        places=places,
        errors=_any_error(findings),
    )
    return harm, effort, item


def _may_replace(view: ClaimView, findings: Iterable[Finding]) -> bool:
    """Whether the licensed sentence may take the place of the words: never that of a warning.

    Nor that of words that now say something else, for the evidence was judged for other ones.
    """
    elsewhere = any(one.code in _ELSEWHERE for one in findings)
    return view.wording.verdict != "licensed" and not may_warn(view) and not elsewhere


def _sentence_effort(
    view: ClaimView, findings: Sequence[Finding], instead: str, how: str
) -> Effort:
    if instead:
        return Effort.CITATION if view.wording.printable.cite or how else Effort.SENTENCE
    if view.status is ClaimStatus.UNCITED and not view.considered:
        # Somebody has to find a work first.
        return Effort.SEARCH
    return most_of(effort_of(one.code) for one in findings)


def _sentence_task(
    view: ClaimView, findings: Iterable[Finding], harm: Harm, instead: str, how: str
) -> str:
    printable, codes = view.wording.printable, {one.code for one in findings}
    if instead:
        return _task_with_sentence(printable, harm, how)
    for code, task in _PLACE_TASKS.items():
        if code in codes:
            return task
    if is_warning(view):
        # Taking a warning off the page would hurt more than its missing reference does.
        if view.wording.warns:
            return "Keep the warning, and give the numbers that show how rare it is"
        return (
            "Keep the warning, and look at what it cites"
            if view.references
            else "Keep the warning, and cite a work that counted this harm"
        )
    if may_warn(view):
        return "Look whether it warns or reassures, and cite a work that counted this harm"
    if harm is Harm.REASSURES:
        return "Give the numbers with their source, or take the sentence out"
    if view.status is ClaimStatus.UNCITED:
        return "Cite a work or take the sentence out"
    if harm in (Harm.AGAINST, Harm.UNBACKED, Harm.TOO_MUCH):
        return "Cite works that studied this, or take the sentence out"
    return "Mend the sentence or what it cites"


def _task_with_sentence(printable: PrintableSentence, harm: Harm, how: str) -> str:
    if printable.basis is SentenceBasis.NO_STUDY:
        return "Say that no cited study tested it, or take the sentence and its citation out"
    if harm is Harm.REMARK:
        return "The sentence may say more, if you like"
    if printable.cite:
        return f"Change the sentence and cite {printable.cite}"
    return "Change the sentence and what it cites" if how else "Change the sentence"


def _places(view: ClaimView) -> tuple[Location, ...]:
    return tuple(place.location for place in view.places if place.start >= 0)


def _words_now(view: ClaimView) -> str:
    standing = next((place.words for place in view.places if place.start >= 0), "")
    return standing or view.wording.text or view.claim.text


def _not_cited(view: ClaimView) -> str:
    """Which works are recorded beside a claim that cites none."""
    if view.status is not ClaimStatus.UNCITED or not view.considered:
        return ""
    named = [
        f"{work.reference.citekey} ({' and '.join(work.stances) or 'no stance'})"
        for work in view.considered[:_MOST_NAMED]
    ]
    more = len(view.considered) - len(named)
    rest = f" and {more} more" if more else ""
    return f"Recorded about it, and not cited: {', '.join(named)}{rest}."


def _message(finding: Finding) -> str:
    """What is wrong, without the sentence itself, which stands beside it."""
    return "No reference is listed." if finding.code == "NE101" else finding.message


def _lacks_limits(findings: Iterable[Finding]) -> bool:
    return any(one.code == "NE403" for one in findings)


def _how(view: ClaimView, findings: Sequence[Finding], instead: str) -> str:
    """What is needed beyond the task and the licensed sentence, in the words of the checks."""
    if instead and view.wording.printable.basis is SentenceBasis.NO_STUDY:
        return ""  # the sentence speaks of the cited work, so both stay or both go
    # The licensed sentence is the way out of what is wrong with the words, and the task is the
    # one of a missing reference.
    asked = (Effort.CITATION,) if instead else (Effort.SENTENCE, Effort.CITATION)
    kept = _WARNING_WAYS if may_warn(view) else {}
    ways = [
        kept.get(one.code, one.way_out)
        for one in findings
        if effort_of(one.code) in asked
        and one.code != "NE101"
        and not one.way_out.startswith(_MAY_BE_PRINTED)
    ]
    off_the_page = [way for way in ways if _OFF_THE_PAGE in way]
    # Once is enough; and a warning stays on the page.
    unwanted = off_the_page if may_warn(view) else off_the_page[1:]
    ways = [way for way in ways if way not in unwanted]
    if not ways and not instead and not may_warn(view) and view.references:
        ways = [view.wording.printable.why]
    return _joined(ways)


def _missing_judgement(view: ClaimView) -> tuple[Harm, Effort, WorkItem] | None:
    """What a claim lacks that nothing is wrong with and that does not stand yet."""
    if view.stands or not view.judges:
        return None
    if view.status is ClaimStatus.UNAPPRAISED:
        effort, task = Effort.APPRAISAL, "Record what the cited works show"
        why = "It cites works, and nobody recorded what they show about it."
    elif view.status is not ClaimStatus.SUPPORTED:
        return None
    elif view.wording.verdict == "not_checked":
        effort, task = Effort.APPRAISAL, "Judge or record the certainty of the evidence"
        why = f"Its words could not be checked: {view.wording.not_checked}."
    else:
        effort, task = Effort.SIGN_OFF, "Have the claim signed off"
        why = f"Nothing is wrong with it, and it does not stand: {view.sign_off.label.lower()}."
    item = WorkItem(
        task=task,
        why=why,
        effort=effort.value,
        claim=view,
        subject=view.claim.claim_id,
        location=view.claim.location,
        harm=Harm.UNSETTLED.value,
        places=_places(view),
    )
    return Harm.UNSETTLED, effort, item


def _record_item(
    findings: Sequence[Finding], view: ClaimView | None
) -> tuple[Harm, Effort, WorkItem]:
    """The item for what is wrong with one row, entry or file, or what one command settles."""
    harm = harm_of_record(findings)
    effort = most_of(effort_of(one.code) for one in findings)
    first = findings[0]
    subjects = dict.fromkeys(one.subject for one in findings)
    several = len(subjects) > 1
    message = f"{first.message} The same for {len(findings) - 1} more." if several else ""
    item = WorkItem(
        task=_MISSING_ROWS.get(first.code, _RECORD_TASKS[effort]),
        why=message or _joined(one.message for one in findings),
        effort=effort.value,
        claim=view,
        subject="" if several or first.subject == first.location.path else first.subject,
        location=first.location,
        codes=_codes(findings),
        how=_joined(one.way_out for one in findings),
        harm=harm.value,
        errors=_any_error(findings),
    )
    return harm, effort, item


def _codes(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.code for one in findings))


def _any_error(findings: Iterable[Finding]) -> bool:
    return any(one.severity is Severity.ERROR for one in findings)


def _joined(sentences: Iterable[str]) -> str:
    """Sentences one after another, each once."""
    return " ".join(dict.fromkeys(text.strip() for text in sentences if text.strip()))
