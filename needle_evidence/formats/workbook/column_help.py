"""What each column holds, in a sentence or two: the notes at the heads of a workbook's columns."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_WHO_AND_WHEN = {"appraiser": "Who judged.", "appraised_on": "The day, year-month-day."}
_OUTCOME = "What was measured: first-step pain."
_COMPARATOR = "Compared with what: sham dry needling."
_TIMEPOINT = "When it was measured: 6 weeks."
_SERIOUS = (
    "not serious, serious or very serious, then a colon and the reason: serious: one trial of 84 "
    "people. Empty: not assessed, and then no certainty is computed."
)
_RAISING = "no, or yes, then a colon and the reason. Only for observational studies."
_ANYTHING = "Anything you want to note."

_CLAIMS = {
    "claim_id": "A short name that never changes: small letters, digits and hyphens, such as "
    "reduces-hip-pain. To give a claim another one use needle-evidence rename-claim, which "
    "changes every file.",
    "claim": "The claim in one sentence.",
    "topic": "The heading under which reports list it.",
    "question": "What kind of question it asks. Empty counts as a health effect.",
    "intervention": "What is done: dry needling.",
    "population": "To whom: people with plantar heel pain.",
    "comparator": "Compared with what; empty where the claim does not say.",
    "outcome": "What should change: first-step pain.",
    "references": "The citekeys of references.bib that the article cites for it, with ; between.",
    "article": "Paths of the articles that make the claim, with ; between. Empty: it is looked "
    "for in all.",
    "quote": "The article's own words, letter by letter, where they differ from the claim; "
    "accepted variants with space, vertical bar, space between.",
    "review_due": "The day by which to look at it again, year-month-day.",
    "note": _ANYTHING,
}
_EVIDENCE = {
    "claim_id": "The claim, as on the sheet Claims.",
    "citekey": "The work, as in references.bib. One that the claim does not cite is considered, "
    "not cited.",
    "outcome": _OUTCOME,
    "comparator": _COMPARATOR,
    "timepoint": _TIMEPOINT,
    "stance": "supports, refutes, or neutral: its result settles nothing. An unrelated work has "
    "none.",
    "directness": "Did the work study what the claim says? direct; indirect: it differs but "
    "still informs the claim; unrelated.",
    "indirect_because": "Where an indirect work differs: population, intervention, comparator, "
    "outcome; several with ; between.",
    "result": "The result in your own words.",
    "passage": "A verbatim quotation that shows it, at most 150 words.",
    "locator": "Where the passage stands; begin with a word: abstract, p. 5-7, table 2.",
    "measure": "MD mean difference, SMD standardised mean difference, RR risk ratio, OR odds "
    "ratio, HR hazard ratio, RD risk difference, proportion.",
    "unit": "The unit of the numbers: mm.",
    "effect": "A number alone: -14.4.",
    "ci_low": "The lower end of its 95% confidence interval, a number.",
    "ci_high": "The upper end of its 95% confidence interval, a number.",
    "better": "Which way is better: lower or higher.",
    "mid": "The minimal important difference, a number in the same unit.",
    "mid_source": "Where that number comes from.",
    "participants": "The number of people, a whole number.",
    "events": "The number of events, a whole number.",
    **_WHO_AND_WHEN,
    "note": _ANYTHING,
}
_CERTAINTY = {
    "claim_id": "The claim, as on the sheet Claims.",
    "outcome": _OUTCOME,
    "comparator": _COMPARATOR,
    "timepoint": _TIMEPOINT,
    "population": "To whom it applies.",
    "rating": "judged: by a person, from the domains; reported: copied from a cited review.",
    "importance": "How important the outcome is to patients.",
    "direction": "Which way the effect goes.",
    "effect_size": "How large the effect is to patients.",
    "studies": "The number of studies, a whole number.",
    "participants": "The number of people, a whole number.",
    "start": "Where the rating starts: randomized trials at high, observational studies at low.",
    "risk_of_bias": _SERIOUS,
    "inconsistency": f"{_SERIOUS} Or not applicable: single study.",
    "indirectness": _SERIOUS,
    "imprecision": _SERIOUS,
    "publication_bias": "undetected; suspected, strongly suspected or not assessable, then a "
    "colon and the reason.",
    "large_effect": f"{_RAISING} Also very large: and the reason.",
    "dose_response": _RAISING,
    "opposing_confounding": _RAISING,
    "reported_certainty": "The certainty as the review printed it; only in a reported row.",
    "reported_by": "The citekey of that review.",
    "locator": "Where it is printed; begin with a word: abstract, table 2.",
    "appraiser": "Who judged, or copied it.",
    "appraised_on": "The day, year-month-day.",
    "note": _ANYTHING,
    "without": "Citekeys, with ; between, of works left out of the judgement as they were "
    "retracted; the tool fills it in.",
}
_SEARCHES = {
    "claim_id": "The claim that the search for contrary evidence was for …",
    "topic": "… or a whole topic of the sheet Claims.",
    "searched_on": "The day, year-month-day.",
    "by": "Who searched.",
    "source": "Where: PubMed.",
    "query": "The words searched for.",
    "found": "What was found, in your own words.",
}

# Sheet → column → help.
COLUMN_HELP: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Claims": MappingProxyType(_CLAIMS),
        "Evidence": MappingProxyType(_EVIDENCE),
        "Certainty": MappingProxyType(_CERTAINTY),
        "Searches": MappingProxyType(_SEARCHES),
    }
)
OWN_COLUMN_HELP = "A column of your own; kept as text."
