"""Edits of the example's page: the harmless ones give no finding, the harmful ones name it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.reference_pages import ROOT

PAGE = "articles/dry-needling.md"
DRIFT = {"NE502", "NE503", "NE504", "NE505"}
Finding = tuple[str, str, str]


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example: its tables, its references and its page, with the defaults."""
    for folder in ("articles", "appraisal"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for file in ("claims.csv", "references.bib"):
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def edit(example: Path, old: str, new: str, path: str = PAGE) -> None:
    """Puts other words in the place of words that stand once in a file of the example."""
    text = (example / path).read_text(encoding="utf-8-sig")
    assert text.count(old) == 1, old
    (example / path).write_text(text.replace(old, new), encoding="utf-8")


def findings_of(run: Run, example: Path, select: str = "NE5") -> list[Finding]:
    """Code, subject and message of each finding of the checks on articles."""
    ended = run("check", "-p", example, "--select", select, "--format", "json")
    assert ended.code in {0, 1}, ended.err
    found = json.loads(ended.out)["findings"]
    return [(one["code"], one["subject"], one["message"]) for one in found]


def test_example_is_anchored(example: Path, run: Run) -> None:
    assert findings_of(run, example) == []
    records = json.loads((example / "appraisal/anchors.json").read_text(encoding="utf-8"))
    anchored = re.findall(r'"claim_?[iI]d": "([^"]+)"', json.dumps(records))
    rows = (example / "claims.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert len(set(anchored)) == len(rows) >= 40


# --- harmless edits ---------------------------------------------------------------------------


def use_plain_quotes(text: str) -> str:
    """Typewriter quotes for typographic ones, and dashes for a hyphen and a bracket."""
    assert text.count("’") > 3
    plain = text.replace("’", "'").replace("muscle-fibre", "muscle\u2011fibre")
    return plain.replace(" (the local twitch response), ", " – the local twitch response – ")


def wrap_lines_anew(text: str) -> str:
    """Other line breaks in every paragraph, and Windows line ends."""
    parts = text.split("\n\n")
    wrapped = [
        re.sub(r"\n", " ", part) if part[:1].isalpha() and "\n- " not in part else part
        for part in parts
    ]
    assert sum(one != other for one, other in zip(parts, wrapped, strict=True)) > 10
    return "\n\n".join(wrapped).replace("\n", "\r\n")


def emphasise_list_items(text: str) -> str:
    text = replaced(text, "- bruising", "- **bruising**")
    text = replaced(text, "- Reduces knee pain", "- *Reduces* knee pain")
    return replaced(text, "3. Treats golfer’s elbow [7]", "3. **Treats golfer’s elbow** [7]")


def move_paragraph(text: str) -> str:
    """The second paragraph of "How it works" before the first one."""
    first = text.index("Needles put gently")
    second = text.index("Dry needling aims to reset")
    third = text.index("### The neuromatrix theory")
    return text[:first] + text[second:third] + text[first:second] + text[third:]


def reword_neighbours(text: str) -> str:
    """A sentence without a claim is written anew, and one is put between two that hold claims."""
    text = replaced(
        text, "This page was written to show\n> what needle-evidence finds.", "It shows a tool."
    )
    return replaced(
        text,
        "Some soreness may follow",
        "Ask at the desk for the leaflet. Some soreness may follow",
    )


def test_slip_in_a_short_word_is_asked_about(example: Path, run: Run) -> None:
    """One letter for another in a short word may be another word: a person is asked."""
    edit(example, "what the senses\nreport", "what the sences\nreport")
    found = [one[:2] for one in findings_of(run, example) if one[0] in DRIFT]
    assert found == [("NE505", "what-the-thalamus-does")]


def make_typo(text: str) -> str:
    """The anchored page has no typo to mend; making one is the same difference."""
    return replaced(text, "The thalamus chiefly processes", "The thalamus cheifly processes")


def replaced(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


@pytest.mark.parametrize(
    "harmless",
    [
        use_plain_quotes, wrap_lines_anew, emphasise_list_items, move_paragraph, reword_neighbours,
        make_typo,
    ],
)  # fmt: skip
def test_harmless_edit_gives_no_finding(
    example: Path, run: Run, harmless: Callable[[str], str]
) -> None:
    page = example / PAGE
    text = harmless(page.read_text(encoding="utf-8"))
    assert text.encode() != page.read_bytes()
    page.write_bytes(text.encode())
    found = findings_of(run, example)
    assert [one for one in found if one[0] in DRIFT | {"NE512"}] == []
    assert [one[:2] for one in found] == [("NE506", PAGE)]
    assert run("anchor", "-p", example).code == 0
    assert findings_of(run, example) == []


# --- harmful edits ----------------------------------------------------------------------------

LISTED = frozenset(
    f"side-effect-{effect}"
    for effect in (
        "brief-pain-increase", "bleeding", "bruising", "headache", "fatigue", "dizziness",
        "fainting", "sweating", "skin-irritation",
    )
)  # fmt: skip
UNDER_THE_HEADING = LISTED | {
    "minor-side-effects-may-follow", "side-effect-pain", "side-effect-soreness",
    "pain-is-short-term", "pain-is-sign-of-healing", "side-effects-pass-within-days",
    "relieves-pain-within-two-days", "feels-better-than-before",
}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "claims", "words"),
    [
        (
            "the needle’s signal\nis passed on", "the needle’s signal\nis not passed on",
            {"thalamus-relays-needle-signal"}, ["negation added: “not”"],
        ),
        (
            "Some soreness may follow a session", "Some soreness follows a session",
            {"side-effect-soreness"}, ["hedge dropped: “may”"],
        ),
        (
            "Minor, passing side effects may follow", "Minor, passing side effects follow",
            LISTED | {"minor-side-effects-may-follow"}, ["hedge dropped: “may”"],
        ),
        (
            "24 to 48 hours", "2 to 4 hours",
            {"relieves-pain-within-two-days"},
            ["number changed: 24 to 48 hours → 2 to 4 hours"],
        ),
        (
            "Dry needling really works [1]", "It is not true that dry needling really works [1]",
            {"really-works"}, ["rest of the sentence", "“not true”"],
        ),
        (
            "## Side effects and recovery", "## Side effects that never happen",
            UNDER_THE_HEADING, ["heading: negation added: “never”"],
        ),
        (
            "Dry needling may cause:", "Dry needling never causes:",
            LISTED, ["list lead-in: negation added: “never”", "list lead-in: hedge dropped: “may”"],
        ),
        (
            "Treats golfer’s elbow", "Treats tennis elbow",
            {"treats-golfers-elbow"}, ["condition changed: golfer’s elbow → tennis elbow"],
        ),
    ],
    ids=[
        "negation", "hedge", "hedge also in a lead-in", "number", "denied around the quote",
        "heading", "lead-in", "condition",
    ],
)  # fmt: skip
def test_harmful_edit_is_found_and_named(
    example: Path, run: Run, old: str, new: str, claims: set[str], words: list[str]
) -> None:
    edit(example, old, new)
    found = findings_of(run, example)
    assert {(code, subject) for code, subject, _ in found} == {
        ("NE506", PAGE), *(("NE503", claim) for claim in claims),
    }  # fmt: skip
    for code, _, message in found:
        assert code == "NE506" or all(word in message for word in words), message
    assert len(found) == len(claims) + 1


def test_dropped_sentence_is_a_claim_not_in_the_article(example: Path, run: Run) -> None:
    page = example / PAGE
    text = page.read_text(encoding="utf-8")
    start, end = text.index(" In the author’s experience"), text.index("## Is dry needling right")
    page.write_text(text[:start] + "\n\n" + text[end:], encoding="utf-8")
    found = findings_of(run, example)
    assert ("NE502", "piston-technique-most-effective") in [one[:2] for one in found]
    assert {one[0] for one in found} == {"NE502", "NE506"}
    assert "no longer stands in articles/dry-needling.md" in found[0][2]


def test_doubled_sentence_is_ambiguous_or_still_anchored(example: Path, run: Run) -> None:
    """The record tells which of two places was meant, by its heading and what stands beside."""
    edit(example, "- Lowers muscle tension\n", "- Lowers muscle tension\n- Lowers muscle tension\n")
    assert [one for one in findings_of(run, example) if one[0] in DRIFT - {"NE504"}] == []


# --- a row taken out of the table -------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim_id", "sentence", "line_holds"),
    [
        ("resolves-migraines", "Resolves migraines", "- Resolves migraines"),
        ("low-risk", "Dry needling is a low-risk method.", "Dry needling is a low-risk method"),
        ("side-effect-fainting", "fainting", "- fainting"),
    ],
)
def test_row_taken_out_is_reported_as_uncovered(
    example: Path, run: Run, claim_id: str, sentence: str, line_holds: str
) -> None:
    table = example / "claims.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f"{claim_id},")]
    assert len(kept) == len(lines) - 1
    table.write_text("".join(kept), encoding="utf-8")
    ended = run("check", "-p", example, "--select", "NE512", "--format", "json")
    (found,) = json.loads(ended.out)["findings"]
    assert ended.code == 1
    assert found["severity"] == "error"
    assert f"“{sentence}”" in found["message"]
    line = (example / PAGE).read_text(encoding="utf-8").splitlines()[found["line"] - 1]
    assert line_holds in line
    assert found["path"] == PAGE
    assert sentence in found["way_out"]
