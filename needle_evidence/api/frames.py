"""The library as pandas DataFrames, with the summaries that people ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.study_design import design_label
from needle_evidence.model.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from needle_evidence.model.library import Library

if TYPE_CHECKING:
    import pandas as pd

_CLAIM_COLUMNS = [
    "claim_id",
    "claim",
    "topic",
    "question",
    "group",
    "intervention",
    "population",
    "comparator",
    "outcome",
    "references",
    "articles",
    "review_due",
    "note",
    "status",
    "certainty",
    "wording",
    "cited",
    "line",
]
_REFERENCE_COLUMNS = [
    "citekey",
    "entry_type",
    "title",
    "authors",
    "year",
    "container",
    "study_design",
    "sample_size",
    "population",
    "intervention",
    "comparator",
    "outcome",
    "doi",
    "pmid",
    "pmcid",
    "used_by",
    "line",
]
_CITATION_COLUMNS = [
    "claim_id",
    "citekey",
    "position",
    "known",
    "topic",
    "question",
    "study_design",
    "year",
]
_EVIDENCE_COLUMNS = [
    "claim_id",
    "citekey",
    "cited",
    "outcome",
    "comparator",
    "timepoint",
    "stance",
    "directness",
    "indirect_because",
    "result",
    "measure",
    "unit",
    "effect",
    "ci_low",
    "ci_high",
    "better",
    "mid",
    "participants",
    "events",
    "passage",
    "locator",
    "appraiser",
    "appraised_on",
    "line",
]
_CERTAINTY_COLUMNS = [
    "claim_id",
    "outcome",
    "comparator",
    "timepoint",
    "population",
    "rating",
    "certainty",
    "governs",
    "label",
    "missing",
    "refusals",
    "importance",
    "direction",
    "effect_size",
    "studies",
    "participants",
    "reported_by",
    "locator",
    "appraiser",
    "appraised_on",
    "line",
]


def claims_frame(library: Library) -> pd.DataFrame:
    """One row per claim, in file order.

    Columns: claim_id, claim, topic, question, group ("health_effect", "mechanism",
    "other_question", "needs_no_evidence"), intervention, population, comparator, outcome,
    references (list of citekeys), articles (list), review_due (datetime64, NaT where empty),
    note, status, certainty ("high" … "very_low", "" where none is recorded), wording
    ("licensed", "over_claim", "under_claim", "not_checked"), cited (number of known
    references), line; then the user's own columns.
    Text cells that are empty are "".
    """
    import pandas as pd

    rows = []
    for claim, assessment in zip(library.claims, assess(library), strict=True):
        row: dict[str, object] = {
            "claim_id": claim.claim_id,
            "claim": claim.text,
            "topic": claim.topic,
            "question": claim.question.value if claim.question else "",
            "group": claim.group.value,
            "intervention": claim.intervention,
            "population": claim.population,
            "comparator": claim.comparator,
            "outcome": claim.outcome,
            "references": list(claim.references),
            "articles": list(claim.articles),
            "review_due": claim.review_due,
            "note": claim.note,
            "status": assessment.status.status.value,
            "certainty": assessment.certainty.value if assessment.certainty else "",
            "wording": assessment.wording.verdict.value,
            "cited": len(library.cited(claim)),
            "line": claim.location.line,
        }
        rows.append(
            {**{name: text for name, text in claim.extra.items() if name not in row}, **row}
        )
    extra = dict.fromkeys(name for claim in library.claims for name in claim.extra)
    columns = [*_CLAIM_COLUMNS, *(name for name in extra if name not in _CLAIM_COLUMNS)]
    frame = pd.DataFrame(rows, columns=columns)
    frame["review_due"] = pd.to_datetime(frame["review_due"])
    return frame


def references_frame(library: Library) -> pd.DataFrame:
    """One row per work, in file order.

    Columns: citekey, entry_type, title, authors (list of names in reading order), year (text
    of four digits or ""), container, study_design (in words), sample_size (Int64, <NA> where
    it is not recorded as one number), population, intervention, comparator, outcome, doi,
    pmid, pmcid (normalised, "" where missing or malformed), used_by (list of claim ids), line.
    """
    import pandas as pd

    rows = []
    for reference in library.references:
        if not reference.is_work:
            continue
        size = reference.text("samplesize").replace(",", "").strip()
        used_by = library.claims_by_reference.get(reference.key, ())
        rows.append(
            {
                "citekey": reference.key,
                "entry_type": reference.entry_type,
                "title": reference.title,
                "authors": [person.display for person in reference.authors],
                "year": reference.year,
                "container": reference.container,
                "study_design": design_label(reference.text("studydesign")),
                "sample_size": int(size) if size.isascii() and size.isdigit() else None,
                "population": reference.text("population"),
                "intervention": reference.text("intervention"),
                "comparator": reference.text("comparator"),
                "outcome": reference.text("outcome"),
                "doi": normalise_doi(reference.text("doi")),
                "pmid": normalise_pmid(reference.text("pmid")),
                "pmcid": normalise_pmcid(reference.text("pmcid")),
                "used_by": [claim.claim_id for claim in used_by],
                "line": reference.location.line,
            }
        )
    frame = pd.DataFrame(rows, columns=_REFERENCE_COLUMNS)
    frame["sample_size"] = frame["sample_size"].astype("Int64")
    return frame


def citations_frame(library: Library) -> pd.DataFrame:
    """One row per citation (claim → reference), in file order, each pair once.

    Columns: claim_id, citekey, position (from 1, in the claim's list), known (whether the
    library holds the reference), topic, question, study_design (in words), year ("" where
    the reference is unknown).
    """
    import pandas as pd

    rows = []
    for claim in library.claims:
        for position, key in enumerate(dict.fromkeys(claim.references), start=1):
            reference = library.reference_by_key.get(key)
            rows.append(
                {
                    "claim_id": claim.claim_id,
                    "citekey": key,
                    "position": position,
                    "known": reference is not None,
                    "topic": claim.topic,
                    "question": claim.question.value if claim.question else "",
                    "study_design": design_label(reference.text("studydesign"))
                    if reference
                    else "",
                    "year": reference.year if reference else "",
                }
            )
    return pd.DataFrame(rows, columns=_CITATION_COLUMNS)


def evidence_frame(library: Library) -> pd.DataFrame:
    """One row per recorded result, in file order.

    Columns: claim_id, citekey, cited (False where the work was only considered), outcome,
    comparator, timepoint, stance ("supports", "refutes", "neutral", "" where nobody recorded
    it), directness ("direct", "indirect", "unrelated", ""), indirect_because (list), result,
    measure, unit, effect, ci_low, ci_high, mid (float in `unit`, NaN where not recorded),
    better ("lower", "higher", ""), participants, events (Int64, <NA> where not recorded),
    passage (as recorded, whatever its length), locator, appraiser, appraised_on (datetime64,
    NaT where empty), line.
    """
    import pandas as pd

    cited = {(claim.claim_id, citekey) for claim in library.claims for citekey in claim.references}
    rows = [
        {
            **{name: getattr(result, name) for name in _EVIDENCE_COLUMNS if hasattr(result, name)},
            "cited": (result.claim_id, result.citekey) in cited,
            "stance": result.stance.value if result.stance else "",
            "directness": result.directness.value if result.directness else "",
            "indirect_because": list(result.indirect_because),
            "line": result.location.line,
        }
        for result in library.results
    ]
    frame = pd.DataFrame(rows, columns=_EVIDENCE_COLUMNS)
    for name in ("effect", "ci_low", "ci_high", "mid"):
        frame[name] = frame[name].astype("float64")
    for name in ("participants", "events"):
        frame[name] = frame[name].astype("Int64")
    frame["cited"] = frame["cited"].astype("bool")
    frame["appraised_on"] = pd.to_datetime(frame["appraised_on"])
    return frame


def certainty_frame(library: Library) -> pd.DataFrame:
    """One row per rating of a known claim, by claim in file order.

    Columns: claim_id, outcome, comparator, timepoint, population, rating ("judged",
    "reported"), certainty (computed by GRADE's rules, or as reported: "high" … "very_low", ""
    where GRADE gives none), governs (whether it is the one that counts for the claim's
    wording), label (what kind of rating it is, in words), missing (list of domains that
    nobody assessed), refusals (list of reasons why GRADE gives no rating), importance,
    direction, effect_size, studies, participants (Int64, <NA> where not recorded),
    reported_by, locator, appraiser, appraised_on (datetime64, NaT where empty), line.
    """
    import pandas as pd

    rows = []
    for assessment in {a.claim.claim_id: a for a in reversed(assess(library))}.values():
        governing = assessment.governing.rating if assessment.governing else None
        rows += [
            {
                **{name: getattr(row.rating, name, "") for name in _CERTAINTY_COLUMNS},
                "certainty": row.grade.certainty.value if row.grade.certainty else "",
                "governs": row.rating is governing,
                "label": row.grade.label,
                "missing": list(row.grade.missing),
                "refusals": list(row.grade.refusals),
                "line": row.rating.location.line,
            }
            for row in assessment.ratings
        ]
    frame = pd.DataFrame(rows, columns=_CERTAINTY_COLUMNS)
    for name in ("studies", "participants"):
        frame[name] = frame[name].astype("Int64")
    frame["governs"] = frame["governs"].astype("bool")
    frame["appraised_on"] = pd.to_datetime(frame["appraised_on"])
    return frame.sort_values("line", kind="stable", ignore_index=True)


def coverage_by_topic(library: Library) -> pd.DataFrame:
    """One row per topic, in file order: claims that need evidence, cited, uncited, share.

    Index: topic. Columns: claims, cited, uncited (int), share (cited ÷ claims, float).
    """
    import pandas as pd

    claims = claims_frame(library)
    needing = claims[claims["group"] != "needs_no_evidence"]
    grouped = needing.groupby("topic", sort=False)["cited"]
    table = pd.DataFrame({"claims": grouped.size(), "cited": grouped.agg(_count_positive)})
    table["uncited"] = table["claims"] - table["cited"]
    table["share"] = table["cited"] / table["claims"]
    return table


def designs_by_topic(library: Library) -> pd.DataFrame:
    """Number of citations by topic (rows) and study design in words (columns), known works.

    A design that is not recorded stands under "not recorded".
    """
    import pandas as pd

    citations = citations_frame(library)
    known = citations[citations["known"].astype(bool)]
    designs = known["study_design"].replace("", "not recorded")
    return pd.crosstab(known["topic"], designs)


def where_used(library: Library) -> pd.DataFrame:
    """One row per reference with how often it is cited, most cited first.

    Columns: citekey, title, claims (number), claim_ids (list).
    """
    references = references_frame(library)
    table = references[["citekey", "title"]].assign(
        claims=references["used_by"].map(len), claim_ids=references["used_by"]
    )
    return table.sort_values("claims", ascending=False, kind="stable", ignore_index=True)


def _count_positive(values: Sequence[int]) -> int:
    return sum(value > 0 for value in values)
