"""What a project's tables and stored texts load to, and what is said of those that cannot."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from needle_evidence.errors import NeedleEvidenceError, UnreadableInputError, UsageError
from needle_evidence.model.library import Library
from needle_evidence.model.source_text import SourceText
from needle_evidence.workspace import load, open_project
from needle_evidence.workspace.loading import today
from tests.conftest import MakeProject

EVIDENCE = "appraisal/evidence.csv"
ROW = "claim_id,citekey,passage\ntreats-heel-pain,cotchett2014,pain was lower after needling\n"
TABLES = {
    EVIDENCE: ROW,
    "appraisal/certainty.csv": "claim_id,rating\ntreats-heel-pain,judged\n",
    "appraisal/searches.csv": "claim_id,searched_on\ntreats-heel-pain,2026-11-24\n",
    "appraisal/reviews.csv": "claim_id,verdict\ntreats-heel-pain,approved\n",
    "appraisal/waivers.csv": "code,subject\nNE101,reduces-hip-pain\n",
    "appraisal/thesaurus.csv": "term,kind\nheel spur,condition\n",
}
PARTS = {"results", "ratings", "searches", "reviews", "waivers", "terms"}


def loaded(folder: Path) -> Library:
    return load(open_project(folder))


def stored(folder: Path, key: str = "cotchett2014") -> SourceText | None:
    return loaded(folder).source_texts.get(key)


def link_or_skip(link: Path, target: Path) -> None:
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("no links here")


def test_all_tables(make_project: MakeProject) -> None:
    library = loaded(make_project(TABLES))
    assert library.available == {"claims", "references", *PARTS}
    assert not library.problems
    for part in PARTS:
        assert len(getattr(library, part)) == 1, part


def test_project_without_appraisal_has_none_of_it(make_project: MakeProject) -> None:
    library = loaded(make_project())
    assert library.available == {"claims", "references"}
    assert not library.results
    assert not library.source_texts


@pytest.mark.parametrize("path", TABLES)
def test_each_table_alone(make_project: MakeProject, path: str) -> None:
    library = loaded(make_project({path: TABLES[path]}))
    assert len(library.available) == 3


def test_problems_of_all_tables_arrive_and_the_rest_loads(make_project: MakeProject) -> None:
    bad = {
        EVIDENCE: "claim_id,citekey,stance\ntreats-heel-pain,cotchett2014,suports\n",
        "appraisal/certainty.csv": "claim_id,studies\ntreats-heel-pain,-3\n",
        "appraisal/waivers.csv": "",
    }
    library = loaded(make_project(bad))
    assert [(p.location.path, p.location.line) for p in library.problems] == [
        (EVIDENCE, 2), ("appraisal/certainty.csv", 2), ("appraisal/waivers.csv", None),
    ]  # fmt: skip
    assert (len(library.results), len(library.ratings), library.waivers) == (1, 1, ())


def test_table_without_its_key_columns_stops(make_project: MakeProject) -> None:
    folder = make_project({EVIDENCE: "claim,work\nx,y\n"})
    with pytest.raises(UnreadableInputError, match="no column is called claim_id or citekey"):
        loaded(folder)


@pytest.mark.parametrize("exists", [True, False])
def test_table_linked_out_of_the_project_is_refused(
    make_project: MakeProject, tmp_path: Path, exists: bool
) -> None:
    folder = make_project()
    outside = tmp_path / "private.csv"
    if exists:
        outside.write_text(ROW, encoding="utf-8")
    (folder / "appraisal").mkdir()
    link_or_skip(folder / EVIDENCE, outside)
    with pytest.raises(UsageError, match=r"appraisal/evidence\.csv lies outside the project"):
        loaded(folder)


def test_folder_linked_out_of_the_project_is_refused(
    make_project: MakeProject, tmp_path: Path
) -> None:
    elsewhere = make_project(TABLES, name="elsewhere")
    folder = make_project()
    link_or_skip(folder / "appraisal", elsewhere / "appraisal")
    with pytest.raises(UsageError, match="lies outside the project"):
        loaded(folder)


def test_link_inside_the_project_is_read(make_project: MakeProject) -> None:
    folder = make_project({"data/rows.csv": ROW})
    (folder / "appraisal").mkdir()
    link_or_skip(folder / EVIDENCE, Path("../data/rows.csv"))
    assert len(loaded(folder).results) == 1


def test_link_to_nothing_is_not_passed_over(make_project: MakeProject) -> None:
    folder = make_project()
    (folder / "appraisal").mkdir()
    link_or_skip(folder / EVIDENCE, Path("gone.csv"))
    with pytest.raises(UnreadableInputError, match=r"There is no appraisal/evidence\.csv"):
        loaded(folder)


def test_file_where_the_folder_should_be(make_project: MakeProject) -> None:
    with pytest.raises(UnreadableInputError, match="appraisal is not a folder"):
        loaded(make_project({"appraisal": "a note"}))


def test_folder_where_a_table_should_be(make_project: MakeProject) -> None:
    with pytest.raises(UnreadableInputError, match="is a folder, not a file"):
        loaded(make_project({f"{EVIDENCE}/x.txt": ""}))


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() == 0, reason="root may read everything"
)
def test_table_that_may_not_be_read(make_project: MakeProject) -> None:
    folder = make_project({EVIDENCE: ROW})
    (folder / "appraisal").chmod(0)
    try:
        with pytest.raises(NeedleEvidenceError):
            loaded(folder)
    finally:
        (folder / "appraisal").chmod(0o755)


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("txt", "Pain was lower."),
        ("md", "Pain was lower."),
        ("html", "<p>Pain was lower.</p>"),
        ("xml", "<article><body><p>Pain was lower.</p></body></article>"),
        ("TXT", "Pain was lower."),
    ],
)
def test_stored_text_of_a_work_with_a_passage(
    make_project: MakeProject, ending: str, content: str
) -> None:
    path = f"fulltext/cotchett2014.{ending}"
    source = stored(make_project({EVIDENCE: ROW, path: content}))
    assert source is not None
    assert (source.path, source.text.strip(), source.unreadable) == (path, "Pain was lower.", "")


def test_plain_text_goes_before_other_forms(make_project: MakeProject) -> None:
    files = {f"fulltext/cotchett2014.{ending}": ending * 9 for ending in ("pdf", "md", "txt")}
    source = stored(make_project({EVIDENCE: ROW, **files}))
    assert source is not None
    assert source.text == "txt" * 9


def test_only_works_with_a_recorded_passage_are_read(make_project: MakeProject) -> None:
    files = {"fulltext/cotchett2014.txt": "x", "fulltext/other.txt": "x"}
    row = "claim_id,citekey,passage\ntreats-heel-pain,cotchett2014,\n"
    assert not loaded(make_project({EVIDENCE: row, **files})).source_texts


@pytest.mark.parametrize(
    "key",
    ["../secret", "..", "../project/secret", "/etc/passwd", "fulltext/../../secret", "a\\..\\b",
     "nul\x00", "x" * 5_000, "."],
)  # fmt: skip
def test_citekey_never_leads_out_of_the_folder(
    make_project: MakeProject, tmp_path: Path, key: str
) -> None:
    (tmp_path / "secret.txt").write_text("private words", encoding="utf-8")
    row = f"claim_id,citekey,passage\ntreats-heel-pain,{key},private words\n"
    if "\x00" in key:
        row = row.replace("\x00", "\\0")
    files = {EVIDENCE: row, "secret.txt": "private words", "fulltext/x.txt": "x"}
    library = loaded(make_project(files))
    assert len(library.results) == 1
    assert not library.source_texts


def test_stored_text_linked_out_of_the_project_is_unreadable(
    make_project: MakeProject, tmp_path: Path
) -> None:
    (tmp_path / "private.txt").write_text("pain was lower after needling", encoding="utf-8")
    folder = make_project({EVIDENCE: ROW, "fulltext/x.txt": "x"})
    link_or_skip(folder / "fulltext" / "cotchett2014.txt", tmp_path / "private.txt")
    source = stored(folder)
    assert source is not None
    assert source.text == ""
    assert source.unreadable == (
        "fulltext/cotchett2014.txt is a link that leads out of the project."
    )


def test_pdf_without_its_reader_is_unreadable_not_a_crash(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    source = stored(make_project({EVIDENCE: ROW, "fulltext/cotchett2014.pdf": "%PDF-1.7"}))
    assert source is not None
    assert source.text == ""
    assert "not installed" in source.unreadable
    assert "pip install" in source.unreadable


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"\x00\x01\x02"])
def test_damaged_stored_text_is_unreadable(make_project: MakeProject, content: bytes) -> None:
    source = stored(make_project({EVIDENCE: ROW, "fulltext/cotchett2014.pdf": content}))
    assert source is not None
    assert source.text == ""
    assert source.unreadable.startswith("fulltext/cotchett2014.pdf")


def test_fulltext_that_is_a_file_holds_no_texts(make_project: MakeProject) -> None:
    assert not loaded(make_project({EVIDENCE: ROW, "fulltext": "a note"})).source_texts


def test_day_of_judging(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")
    assert today().isoformat() == "2026-11-24"


@pytest.mark.parametrize("epoch", ["soon", "9" * 30, "1.5"])
def test_day_that_is_no_number(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        today()
