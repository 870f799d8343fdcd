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


# --- five harmless edits (one of them twice: of two kinds) ------------------------------------


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


def reword_neighbour(text: str) -> str:
    """A sentence that holds no claim, between sentences that do."""
    return replaced(
        text,
        "Dry needling may go by other names: functional or trigger point dry needling,",
        "Other names are also in use: functional or trigger point dry needling,",
    )


def mend_typo(text: str) -> str:
    """The page as anchored has no typo: the edit makes one, which mending would take back."""
    return replaced(text, "what the senses\nreport", "what the sences\nreport")


def replaced(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


@pytest.mark.parametrize(
    "harmless",
    [
        use_plain_quotes, wrap_lines_anew, emphasise_list_items, move_paragraph, reword_neighbour,
        mend_typo,
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
    assert {one[0] for one in found} == {"NE506"}
    assert "page.md" not in found[0][2]
    assert run("anchor", "-p", example).code == 0
    assert findings_of(run, example) == []


# --- harmful edits ----------------------------------------------------------------------------

SIDE_EFFECTS = (
    "may-increase-pain", "may-cause-bleeding",
)  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Minor, passing side effects may follow", "Minor, passing side effects follow"),
        ("24 to 48 hours", "2 to 4 hours"),
        ("Dry needling really works [1]", "It is not true that dry needling really works [1]"),
        ("## Side effects and recovery", "## Side effects that never happen"),
        ("## Side effects and recovery", "## Myths about side effects"),
        ("Dry needling may cause:", "Dry needling never causes:"),
        ("Treats golfer’s elbow", "Treats tennis elbow"),
    ],
)
def test_harm(example, run, old, new):
    edit(example, old, new)
    for f in findings_of(run, example):
        print(f)
    assert 0
