"""A project in which everything that reports print is hostile, huge, doubled or half filled."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

# Markup of HTML, Markdown, GitHub, rich, Jinja2 and LaTeX, with control and direction signs.
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> [citation needed] [/5] {{ 7*7 }} "
    "\x1b[31mred \u202eevil |a| `b` ![i](http://evil.example) **c** $d$ @you #1 &lt;"
)
LONG_WORD = "Unbreakable" * 182  # 2,002 characters
FORMULA = '=HYPERLINK("http://evil.example";"click")'
LONG_PASSAGE = " ".join(f"word{number}" for number in range(1, 171))
UNCHECKED = 60
_DOMAINS = ("risk_of_bias", "inconsistency", "indirectness", "imprecision", "publication_bias")
_CLAIM_COLUMNS = (
    "claim_id", "claim", "topic", "question", "intervention", "outcome", "references", "note",
)  # fmt: skip
_REFERENCES = f"""@article{{trial, title={{A randomised trial}}, author={{Lee, Ann}}, year={{2014}},
  journal={{J}}, studydesign={{rct}}, samplesize={{84}}, intervention={{{LONG_WORD}}},
  population={{<b>people</b>}}, comparator={{no control}}}}
@article{{guessed, title={{A randomized controlled trial of <i>needling</i>}}, year={{2015}},
  author={{<b>Bad</b>, Guy}}, journal={{J}}, url={{javascript:alert(1)}}}}
@article{{view, title={{Some thoughts}}, author={{Roe, Jo}}, year={{2016}}, journal={{J}},
  studydesign={{commentary}}, population={{adults}}}}
@article{{surgery, title={{Surgery}}, author={{Doe, Al}}, year={{2017}}, journal={{J}},
  studydesign={{rct}}, samplesize={{1}}}}
@misc{{odd, title={{مرحبا 中文}}, year={{20}}}}
@article{{broken2014,
 title={{unclosed
"""


def awkward_project() -> dict[str, str]:
    """The files of the project, by path."""
    return {
        "claims.csv": _table(_CLAIM_COLUMNS, _claims()),
        "references.bib": _REFERENCES,
        "appraisal/evidence.csv": _sheet(_results()),
        "appraisal/certainty.csv": _sheet(_ratings()),
        "appraisal/searches.csv": _sheet(
            [{"claim_id": "graded", "searched_on": "2026-01-02", "by": HOSTILE, "source": FORMULA,
              "query": LONG_WORD, "found": HOSTILE},
             {"topic": "Pain", "searched_on": "", "by": "", "source": "", "query": FORMULA}]
        ),
        "appraisal/reviews.csv": _sheet(
            [{"claim_id": "graded", "verdict": "approved", "reviewed_by": HOSTILE,
              "reviewed_on": "2026-01-02", "claim_digest": "x000000000000", "note": HOSTILE},
             {"claim_id": "twice", "verdict": "needs-work", "reviewed_by": FORMULA,
              "reviewed_on": "", "note": LONG_WORD}]
        ),
        "appraisal/waivers.csv": _sheet(
            [{"code": "NE307", "subject": "odd-one", "reason": HOSTILE, "owner": "Ann",
              "expires_on": "2099-01-01"},
             {"code": "NE101", "subject": "unchecked-1", "reason": LONG_WORD, "owner": FORMULA,
              "expires_on": "2099-01-01"}]
        ),
    }  # fmt: skip


def _claims() -> Iterable[tuple[str, ...]]:
    benefit, mechanism = "treatment_benefit", "mechanism"
    needling, pain = "dry needling", "pain"
    yield "graded", "Needling treats pain.", "Pain", benefit, needling, pain, "trial;guessed", ""
    yield "half", "Needling may ease pain.", "Pain", benefit, needling, pain, "trial;odd;view", ""
    yield "odd-one", "Needling cures it all.", "Pain", benefit, needling, "", "surgery", HOSTILE
    yield "opinion", "Needling helps.", "Pain", benefit, "", "", "view", ""
    yield "considered", "Needling eases knees.", "Pain", benefit, "", "", "", ""
    yield "brain", "It works through the brain.", "How", mechanism, "", "", "trial;nokey", ""
    yield "twice", "Said once.", "Pain", benefit, "", "", "trial", ""
    yield "twice", "Said again.", "Pain", benefit, "", "", "", ""
    yield "hostile", HOSTILE, HOSTILE, benefit, HOSTILE, HOSTILE, "nokey;<b>x</b>", HOSTILE
    yield "long", LONG_WORD, LONG_WORD, benefit, LONG_WORD, LONG_WORD, LONG_WORD, LONG_WORD
    yield "formula", FORMULA, "Pain", benefit, FORMULA, FORMULA, "", FORMULA
    yield "Bad Id", "Text.", "", "nonsense", "", "", "", ""
    for number in range(1, UNCHECKED + 1):
        german = f"Die Nadelung lindert den Schmerz im Knie {number} der Menschen."
        yield f"unchecked-{number}", german, "Knee", benefit, needling, "", "", ""


def _results() -> Iterable[Mapping[str, str]]:
    numbers = {
        "measure": "MD", "unit": "mm", "effect": "-14.4", "ci_low": "-23.5", "ci_high": "-5.2",
        "better": "lower", "mid": "-19", "mid_source": HOSTILE, "participants": "84",
        "events": "12", "appraiser": HOSTILE, "appraised_on": "2026-01-02", "note": LONG_WORD,
    }  # fmt: skip
    direct = {"stance": "supports", "directness": "direct"}
    quoted = {"passage": LONG_PASSAGE, "locator": "p. 5-7"}
    first = {"claim_id": "graded", "citekey": "trial"}
    yield first | direct | numbers | quoted | {"outcome": "pain", "result": HOSTILE}
    yield first | direct | quoted | {"outcome": "again", "comparator": HOSTILE}
    yield first | direct | {"outcome": LONG_WORD, "passage": LONG_WORD, "locator": LONG_WORD}
    yield first | direct | {"outcome": "=1+1", "result": FORMULA, "timepoint": "@later"}
    yield first | {"outcome": "function", "stance": "refutes", "directness": "indirect",
                   "indirect_because": "outcome", "result": "=1+1"}  # fmt: skip
    yield {"claim_id": "graded", "citekey": "guessed", "stance": "refutes", "directness": "direct",
           "result": "No difference", "effect": "0.1", "measure": "RR"}  # fmt: skip
    yield {"claim_id": "half", "citekey": "trial"} | direct | {"result": "Less pain"}
    yield {"claim_id": "half", "citekey": "view"} | direct | {"passage": HOSTILE}
    yield {"claim_id": "odd-one", "citekey": "surgery", "directness": "unrelated"}
    yield {"claim_id": "opinion", "citekey": "view"} | direct
    yield {"claim_id": "considered", "citekey": "trial"} | direct | {"result": "Less pain."}
    yield {"claim_id": "brain", "citekey": "trial"} | direct | {"outcome": "nothing else"}
    yield {"claim_id": "twice", "citekey": "guessed"} | direct
    yield {"claim_id": "nobody", "citekey": "nokey"} | direct


def _ratings() -> Iterable[Mapping[str, str]]:
    judged = {"rating": "judged", "start": "randomized", "participants": "84", "studies": "1"}
    every = dict.fromkeys(_DOMAINS, f"serious: {HOSTILE}") | {
        "inconsistency": "not applicable: single study",
        "publication_bias": "undetected",
        "large_effect": "no", "dose_response": "no", "opposing_confounding": "no",
    }  # fmt: skip
    graded = {"claim_id": "graded", "outcome": "pain", "appraiser": HOSTILE}
    yield graded | judged | every | {"comparator": HOSTILE, "timepoint": "@later"}
    yield graded | judged | {"outcome": FORMULA, "risk_of_bias": f"serious: {LONG_WORD}"}
    reported = {"rating": "reported", "reported_certainty": "moderate", "locator": "table 1"}
    yield graded | reported | {"outcome": "other", "reported_by": "guessed"}
    yield graded | reported | {"outcome": LONG_WORD, "reported_by": "<b>nokey</b>"}
    yield {"claim_id": "considered"} | judged | {"start": "", "note": FORMULA}


def _sheet(rows: Iterable[Mapping[str, str]]) -> str:
    listed = list(rows)
    columns = tuple(dict.fromkeys(name for row in listed for name in row))
    return _table(columns, ([row.get(name, "") for name in columns] for row in listed))


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
