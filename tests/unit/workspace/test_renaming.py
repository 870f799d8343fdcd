"""Renaming works and claims through every file of a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from needle_evidence.api.appraising import review
from needle_evidence.appraisal.sign_off import SignOffState, part_digests, sign_off
from needle_evidence.errors import UnwritableOutputError, UsageError
from needle_evidence.model.decision import Verdict
from needle_evidence.model.library import Library
from needle_evidence.workspace import Project, joint_edits, load, open_project
from needle_evidence.workspace.renaming import rename_claim_in_tables, rename_key_in_tables
from tests.conftest import MakeProject

OLD, NEW = "cotchett2014", "cotchett2014effectiveness"
CLAIM, NEW_CLAIM = "treats-heel-pain", "eases-heel-pain"
BIB = """% works
@article{cotchett2014,
  title = {Effectiveness of trigger point dry needling for plantar heel pain},
  year  = {2014},
  doi   = {10.2522/ptj.20130255}
}
@article{other2016, title = {Something else}, year = 2016}
"""
FILES = {
    "references.bib": BIB,
    "claims.csv": (
        "claim_id,claim,references\n"
        "treats-heel-pain,Dry needling treats heel pain.,other2016; cotchett2014\n"
        "reduces-hip-pain,Dry needling reduces hip pain.,\n"
    ),
    "appraisal/evidence.csv": (
        "claim_id,citekey,outcome,stance,directness\n"
        "treats-heel-pain,cotchett2014,pain,supports,direct\n"
        "reduces-hip-pain,cotchett2014,pain,supports,indirect\n"
        "treats-heel-pain,other2016,pain,neutral,direct\n"
    ),
    "appraisal/certainty.csv": (
        "claim_id,outcome,rating,reported_certainty,reported_by,appraiser,without\n"
        "treats-heel-pain,pain,reported,low,cotchett2014,RH,cotchett2014; other2016\n"
    ),
    "appraisal/searches.csv": ("claim_id,topic,searched_on,by\ntreats-heel-pain,,2024-01-02,RH\n"),
    "appraisal/waivers.csv": (
        "code,subject,reason,owner,expires_on\n"
        "NE209,cotchett2014,known,RH,2099-01-01\n"
        "NE311,treats-heel-pain,later,RH,2099-01-01\n"
    ),
    "appraisal/verification.csv": (
        "citekey,source,identifier\ncotchett2014,crossref,doi:10.2522/ptj.20130255\n"
    ),
    "appraisal/anchors.json": (
        '[\n{"claim_id": "treats-heel-pain", "target": {"source": "articles/page.md", "selector": '
        '[{"type": "TextQuoteSelector", "exact": "Dry needling treats heel pain."}]}, '
        '"heading": "Pain"}\n]\n'
    ),
    "articles/page.md": "# Pain\n\nDry needling treats heel pain. [@cotchett2014]\n",
    "fulltext/cotchett2014.txt": "the text",
}


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    folder = make_project(FILES)
    review(folder, CLAIM, by="R. Hall", verdict=Verdict.APPROVED)
    assert state(folder, CLAIM) is SignOffState.APPROVED
    return folder


def library(project: Path) -> Library:
    return load(open_project(project), source_texts=False)


def state(project: Path, claim_id: str) -> SignOffState:
    loaded = library(project)
    (claim,) = loaded.claims_by_id[claim_id]
    return sign_off(claim, loaded.reviews, part_digests(loaded, claim)).state


def contents(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted(project.rglob("*"))
        if path.is_file()
    }


def rename_key(project: Path, old: str = OLD, new: str = NEW, *, merge: bool = False) -> list[str]:
    edits = rename_key_in_tables(open_project(project), old, new, merge=merge)
    return [edit.path for edit in edits]


def rename_claim(project: Path, old: str = CLAIM, new: str = NEW_CLAIM) -> list[str]:
    return [edit.path for edit in rename_claim_in_tables(open_project(project), old, new)]


# --- works ------------------------------------------------------------------------------------


def test_a_key_is_followed_everywhere_but_in_articles(project: Path) -> None:
    before = contents(project)
    paths = rename_key(project)
    assert paths == [
        "references.bib",
        "fulltext/cotchett2014.txt",
        "claims.csv",
        "appraisal/evidence.csv",
        "appraisal/certainty.csv",
        "appraisal/verification.csv",
        "appraisal/waivers.csv",
        "appraisal/reviews.csv",
    ]
    after = contents(project)
    assert after.pop(f"fulltext/{NEW}.txt") == before.pop("fulltext/cotchett2014.txt")
    for path, data in before.items():
        if path in ("articles/page.md", "appraisal/reviews.csv"):
            continue
        assert after[path] == data.replace(OLD.encode(), NEW.encode()), path
    assert after["articles/page.md"] == before["articles/page.md"]
    assert OLD.encode() + b"=" not in after["appraisal/reviews.csv"]
    assert state(project, CLAIM) is SignOffState.APPROVED
    assert rename_key(project) == []


def test_a_dry_run_writes_nothing(project: Path) -> None:
    before = contents(project)
    edits = rename_key_in_tables(open_project(project), OLD, NEW, dry_run=True)
    assert len(edits) == 8
    assert "-@article{cotchett2014,\n+@article{cotchett2014effectiveness,\n" in edits[0].diff
    assert contents(project) == before


def test_a_stale_sign_off_stays_stale(project: Path) -> None:
    evidence = project / "appraisal/evidence.csv"
    text = evidence.read_text().replace(
        "cotchett2014,pain,supports,d", "cotchett2014,pain,refutes,d"
    )
    evidence.write_text(text)
    assert state(project, CLAIM) is SignOffState.STALE
    rename_key(project)
    assert state(project, CLAIM) is SignOffState.STALE


def test_a_changed_identifier_stales_what_was_signed(project: Path) -> None:
    bib = project / "references.bib"
    bib.write_text(bib.read_text().replace("20130255", "20130256").replace(OLD, NEW))
    rename_key(project)
    assert state(project, CLAIM) is SignOffState.STALE


def test_a_key_changed_by_hand_is_followed(project: Path) -> None:
    bib = project / "references.bib"
    bib.write_text(bib.read_text().replace(OLD, NEW))
    assert "references.bib" not in rename_key(project)
    assert state(project, CLAIM) is SignOffState.APPROVED


@pytest.mark.parametrize("stop_before", range(1, 8))
def test_a_renaming_cut_short_is_reported_and_completed(
    project: Path, stop_before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stop(monkeypatch, stop_before)
    with pytest.raises(KeyboardInterrupt):
        rename_key(project)
    monkeypatch.undo()
    rest = rename_key(project)
    assert len(rest) == 8 - stop_before
    everywhere = b"".join(
        data for path, data in contents(project).items() if not path.startswith("articles/")
    )
    assert everywhere.replace(NEW.encode(), b"").count(OLD.encode()) == 0
    assert state(project, CLAIM) is SignOffState.APPROVED


def _stop(monkeypatch: pytest.MonkeyPatch, before: int) -> None:
    write = joint_edits._write
    written: list[str] = []

    def stopping(opened: Project, edit: joint_edits.PlannedEdit) -> None:
        if len(written) == before:
            raise KeyboardInterrupt
        written.append(edit.path)
        write(opened, edit)

    monkeypatch.setattr(joint_edits, "_write", stopping)


def test_a_file_that_cannot_be_written_tells_what_was(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = joint_edits._write

    def failing(opened: Project, edit: joint_edits.PlannedEdit) -> None:
        if edit.path == "claims.csv":
            raise UnwritableOutputError("claims.csv cannot be written: the disk is full.")
        write(opened, edit)

    monkeypatch.setattr(joint_edits, "_write", failing)
    with pytest.raises(UnwritableOutputError, match="Changed before: references") as caught:
        rename_key(project)
    assert "run the same command again" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (OLD, OLD, "has that name already"),
        (OLD, "other2016", "There is an entry other2016"),
        (OLD, "two words", "cannot be a citekey"),
        (OLD, "=sum", "cannot be a citekey"),
        ("cotchet2014", "x2014", "Did you mean cotchett2014"),
    ],
)
def test_refused_keys(project: Path, old: str, new: str, message: str) -> None:
    before = contents(project)
    with pytest.raises(UsageError, match=message):
        rename_key(project, old, new)
    assert contents(project) == before


def test_rows_of_an_unknown_name_are_not_taken_over(project: Path) -> None:
    evidence = project / "appraisal/evidence.csv"
    evidence.write_text(evidence.read_text() + f"reduces-hip-pain,{NEW},x,refutes,direct\n")
    before = contents(project)
    with pytest.raises(UsageError, match=f"evidence.csv, line 5: rows name {NEW} already"):
        rename_key(project)
    assert contents(project) == before


def test_a_stored_text_is_not_written_over(project: Path) -> None:
    (project / f"fulltext/{NEW}.txt").write_text("another")
    before = contents(project)
    with pytest.raises(UsageError, match="already"):
        rename_key(project)
    assert contents(project) == before


# --- merging ----------------------------------------------------------------------------------


def test_merging_leaves_the_reference_file_and_lists_a_key_once(project: Path) -> None:
    with pytest.raises(UsageError, match=r"evidence.csv, lines 2, 4"):
        rename_key(project, OLD, "other2016", merge=True)
    evidence = project / "appraisal/evidence.csv"
    evidence.write_text("".join(evidence.read_text().splitlines(keepends=True)[:3]))
    paths = rename_key(project, OLD, "other2016", merge=True)
    assert "references.bib" not in paths
    assert library(project).claims_by_id[CLAIM][0].references == ("other2016",)
    assert (project / "fulltext/other2016.txt").exists()
    assert state(project, CLAIM) is SignOffState.STALE
    # The row goes on naming both works that were signed.
    assert set(library(project).reviews[0].citations) == {OLD, "other2016"}


def test_answers_about_both_keys_stay(project: Path) -> None:
    table = project / "appraisal/verification.csv"
    table.write_text(table.read_text() + "other2016,crossref,doi:10.1/y\n")
    evidence = project / "appraisal/evidence.csv"
    evidence.write_text("".join(evidence.read_text().splitlines(keepends=True)[:3]))
    rename_key(project, OLD, "other2016", merge=True)
    assert table.read_text().splitlines()[1:] == [
        "other2016,crossref,doi:10.2522/ptj.20130255",
        "other2016,crossref,doi:10.1/y",
    ]


# --- claims -----------------------------------------------------------------------------------


def test_an_id_is_followed_everywhere(project: Path) -> None:
    before = contents(project)
    paths = rename_claim(project)
    assert paths == [
        "claims.csv",
        "appraisal/evidence.csv",
        "appraisal/certainty.csv",
        "appraisal/searches.csv",
        "appraisal/anchors.json",
        "appraisal/waivers.csv",
        "appraisal/reviews.csv",
    ]
    after = contents(project)
    for path, data in before.items():
        if path != "appraisal/anchors.json":
            assert after[path] == data.replace(CLAIM.encode(), NEW_CLAIM.encode()), path
    assert [anchor.claim_id for anchor in library(project).anchors] == [NEW_CLAIM]
    assert state(project, NEW_CLAIM) is SignOffState.APPROVED
    assert rename_claim(project) == []


@pytest.mark.parametrize("stop_before", range(1, 7))
def test_a_renamed_claim_cut_short_is_completed(
    project: Path, stop_before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stop(monkeypatch, stop_before)
    with pytest.raises(KeyboardInterrupt):
        rename_claim(project)
    monkeypatch.undo()
    assert len(rename_claim(project)) == 7 - stop_before
    assert CLAIM.encode() not in b"".join(contents(project).values())
    assert state(project, NEW_CLAIM) is SignOffState.APPROVED


def test_an_id_changed_by_hand_is_followed(project: Path) -> None:
    claims = project / "claims.csv"
    claims.write_text(claims.read_text().replace(CLAIM, NEW_CLAIM))
    assert "claims.csv" not in rename_claim(project)
    assert len(library(project).results_by_claim[NEW_CLAIM]) == 2


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (CLAIM, "reduces-hip-pain", "There is a claim reduces-hip-pain already"),
        (CLAIM, "Heel_Pain", "cannot be a claim_id"),
        (CLAIM, "mar-2020", "would turn"),
        ("treats-heal-pain", "x", "Did you mean treats-heel-pain"),
    ],
)
def test_refused_ids(project: Path, old: str, new: str, message: str) -> None:
    before = contents(project)
    with pytest.raises(UsageError, match=message):
        rename_claim(project, old, new)
    assert contents(project) == before


def test_an_unreadable_anchor_stops_it_before_anything_is_written(project: Path) -> None:
    anchors = project / "appraisal/anchors.json"
    anchors.write_text(anchors.read_text().replace("\n]", ',\n{"claim_id": 3}\n]'))
    before = contents(project)
    with pytest.raises(UsageError, match="holds what cannot be read"):
        rename_claim(project)
    assert contents(project) == before


def test_a_waiver_of_a_work_with_the_claims_name_stays(project: Path) -> None:
    bib, waivers = project / "references.bib", project / "appraisal/waivers.csv"
    bib.write_text(bib.read_text().replace("other2016", CLAIM))
    claims = project / "claims.csv"
    claims.write_text(claims.read_text().replace("other2016; ", ""))
    waivers.write_text(waivers.read_text() + f"NE211,{CLAIM},unused,RH,2099-01-01\n")
    rename_claim(project)
    assert f"NE311,{NEW_CLAIM}," in waivers.read_text()
    assert f"NE211,{CLAIM}," in waivers.read_text()
