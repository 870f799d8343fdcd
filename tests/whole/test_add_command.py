"""`add`, as its user would run it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import MakeProject, Run
from tests.fake_registries import FakeRegistries, Trouble
from tests.fake_registries import crossref_answers as crossref
from tests.fake_registries import fake_registries as fake_registries
from tests.fake_registries import registry_server as registry_server
from tests.whole.test_read_only import state_of

DOI = "10.1000/new"
PLACE = f"api.crossref.org/works/{DOI}"
HIPS = {
    "title": ["Needles for the hip"],
    "author": [{"family": "Munteanu", "given": "Shannon", "sequence": "first"}],
    "published_print": {"date-parts": [[2019]]},
    "volume": "3",
    "page": "1-9",
}


@pytest.fixture
def project(
    make_project: MakeProject, fake_registries: FakeRegistries, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A project whose registries are the ones on this machine."""
    settings = fake_registries.settings()
    monkeypatch.setattr("needle_evidence.api.adding.settings_of", lambda _: settings)
    return make_project()


def test_add_online_then_again(project: Path, fake_registries: FakeRegistries, run: Run) -> None:
    fake_registries.set(PLACE, crossref.work(DOI, **HIPS))
    ended = run("add", "--online", DOI, "-p", project)
    assert ended.code == 0, ended.err
    assert "added    munteanu2019" in ended.out
    assert ended.out.splitlines()[-1].startswith("Wrote references.bib: 1 added")
    again = run("add", DOI, "-p", project)
    assert again.code == 0
    assert "already  munteanu2019" in again.out
    assert "--online asks them anew" in again.out


def test_add_needs_the_network(project: Path, run: Run) -> None:
    before = state_of(project)
    ended = run("add", DOI, "-p", project)
    assert ended.code == 4
    assert f"Nothing is remembered about doi:{DOI}" in ended.err
    assert "--online" in ended.err
    assert state_of(project) == before


def test_add_dry_run(project: Path, fake_registries: FakeRegistries, run: Run) -> None:
    fake_registries.set(PLACE, crossref.work(DOI, **HIPS))
    before = state_of(project)
    ended = run("add", "--online", "--dry-run", DOI, "-p", project)
    assert ended.code == 0
    assert "+  title" in ended.out
    assert "Nothing was written (--dry-run)" in ended.out
    assert state_of(project) == before


def test_add_a_retracted_work(project: Path, fake_registries: FakeRegistries, run: Run) -> None:
    updated_by = [crossref.update("10.1000/n", "retraction")]
    fake_registries.set(PLACE, crossref.work(DOI, **HIPS, updated_by=updated_by))
    for quiet in ((), ("-q",)):
        ended = run("add", "--online", DOI, "-p", project, *quiet)
        assert ended.code == 0
        assert "RETRACTED WORK  Needles for the hip: retracted (Crossref, notice" in ended.out


def test_add_what_nobody_knows(project: Path, run: Run) -> None:
    before = state_of(project)
    ended = run("add", "--online", DOI, "-p", project)
    assert ended.code == 1
    assert f"not added  {DOI}: Crossref and DataCite know no DOI {DOI}" in ended.out
    assert state_of(project) == before


def test_add_under_an_outage(project: Path, fake_registries: FakeRegistries, run: Run) -> None:
    fake_registries.troubles["api.crossref.org"] = Trouble.PORTAL
    ended = run("add", "--online", DOI, "-p", project)
    assert ended.code == 1
    assert "Crossref answered with a web page" in ended.out


def test_add_an_address_without_an_identifier(
    project: Path, fake_registries: FakeRegistries, run: Run
) -> None:
    ended = run("add", "--online", "https://example.org/page", "-p", project)
    assert ended.code == 2
    assert "Copy the DOI from the page" in ended.err
    assert not fake_registries.asked


def test_add_a_printed_reference(project: Path, run: Run) -> None:
    printed = (
        "Dommerholt J, Mayoral O, Gröbli C. Trigger point dry needling. J Man Manip Ther. "
        "2006;14(4):70-87."
    )
    ended = run("add", printed, "-p", project)
    assert ended.code == 0, ended.err
    assert "added    dommerholt2006" in ended.out
