"""Verifying references against registries on this machine: answers, outages, interruptions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from needle_evidence.api.projects import load_library
from needle_evidence.api.verifying import (
    VerifiedReference,
    VerifyRun,
    judge_notice,
    verify_references,
)
from needle_evidence.errors import UsageError
from needle_evidence.model.verification import NoticeState
from needle_evidence.sources import ask
from tests.conftest import REFERENCES, MakeProject
from tests.fake_registries import FakeRegistries, Trouble
from tests.fake_registries import crossref_answers as crossref
from tests.fake_registries import fake_registries as fake_registries
from tests.fake_registries import pubmed_answers as pubmed
from tests.fake_registries import registry_server as registry_server
from tests.fake_registries.other_answers import datacite, open_library, openalex

DOI, PMID = "10.2522/ptj.20130255", "24700136"
CROSSREF, OPENALEX = "api.crossref.org", "api.openalex.org"
PUBMED, DATACITE = "eutils.ncbi.nlm.nih.gov", "api.datacite.org"
PLACE = f"{CROSSREF}/works/{DOI}"
TABLE = "appraisal/verification.csv"
OTHER = [{"family": "Ito", "given": "Aya", "sequence": "first"}]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verifying:
    """A project, and the registries that its `verify` asks."""

    project: Path
    registries: FakeRegistries

    def run(self, *keys: str, online: bool = True, dry_run: bool = False) -> VerifyRun:
        settings = self.registries.settings()
        return verify_references(
            self.project, keys, online=online, dry_run=dry_run, settings=settings
        )

    def one(self, *, online: bool = True) -> VerifiedReference:
        (found,) = self.run(online=online).references
        return found

    def table(self) -> list[str]:
        text = (self.project / TABLE).read_text(encoding="utf-8-sig")
        return text.splitlines()[1:]


@pytest.fixture
def verify(make_project: MakeProject, fake_registries: FakeRegistries) -> Verifying:
    return Verifying(project=make_project(), registries=fake_registries)


def test_verified_and_written_with_source_and_day(verify: Verifying) -> None:
    verify.registries.set(PLACE, crossref.work(DOI))
    found = verify.one()
    assert (found.verdict, found.notice, found.not_checked) == ("verified", "", "")
    assert found.compared == ("title", "authors", "year", "container", "volume", "pages")
    assert found.sources == ("Crossref", "OpenAlex", "PubMed")
    assert found.claims == ("treats-heel-pain",)
    assert [row.split(",")[1] for row in verify.table()] == ["crossref", "openalex", "pubmed"]
    assert set(verify.registries.hosts_asked) == {CROSSREF, OPENALEX, PUBMED}


def test_offline_counts_what_was_answered_last(verify: Verifying) -> None:
    assert verify.one(online=False).not_checked == "no registry was asked about it yet"
    assert not (verify.project / "appraisal").exists()
    verify.registries.set(PLACE, crossref.work(DOI))
    verify.run()
    asked = len(verify.registries.asked)
    (verify.project / TABLE).unlink()
    assert verify.one(online=False).verdict == "verified"
    assert verify.table()
    assert verify.run(online=False).edited is None
    assert len(verify.registries.asked) == asked


def _told_by_crossref(**fields: object) -> Callable[[FakeRegistries], None]:
    return lambda registries: registries.set(PLACE, crossref.work(DOI, **fields))


def _updated(kind: str) -> Callable[[FakeRegistries], None]:
    return _told_by_crossref(updated_by=[crossref.update("10.1000/notice", kind)])


def _told_by_pubmed(registries: FakeRegistries) -> None:
    article = pubmed.article(PMID, types=["Retracted Publication"])
    registries.set_pubmed(PMID, article, doi=DOI)


def _told_by_openalex(registries: FakeRegistries) -> None:
    registries.set(PLACE, crossref.work(DOI))
    registries.set(f"{OPENALEX}/works/doi:{DOI}", openalex(DOI, is_retracted=True))


def _told_by_datacite(registries: FakeRegistries) -> None:
    registries.set(f"{DATACITE}/dois/{DOI}", datacite(DOI))


TITLE = "Effectiveness of trigger point dry needling for plantar heel pain"
TOLD = {
    "crossref": (_updated("retraction"), "retracted"),
    "pubmed": (_told_by_pubmed, "retracted"),
    "title there": (_told_by_crossref(title=[f"RETRACTED: {TITLE}"]), "retracted"),
    "correction": (_updated("correction"), "corrected"),
    "concern": (_updated("expression_of_concern"), "concern"),
    "no nature named": (_told_by_openalex, "unchecked"),
    "another work": (_told_by_crossref(title=["Sleep and tea"], author=OTHER), "wrong_work"),
    "another volume": (_told_by_crossref(volume="49"), "field_mismatch"),
    "nobody knows it": (lambda registries: None, "bad_identifier"),
    "datacite has its data": (_told_by_datacite, "wrong_work"),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_each_source_can_say(verify: Verifying, name: str) -> None:
    tell, verdict = TOLD[name]
    tell(verify.registries)
    assert verify.one().verdict == verdict


@pytest.mark.parametrize(
    "trouble", [Trouble.OUT_OF_ORDER, Trouble.PORTAL, Trouble.GARBAGE, Trouble.BUSY, Trouble.LOOP]
)
def test_an_outage_is_unchecked_with_the_reason_and_costs_no_answer(
    verify: Verifying, trouble: Trouble
) -> None:
    for host in (CROSSREF, OPENALEX, PUBMED, DATACITE):
        verify.registries.troubles[host] = trouble
    found = verify.one()
    assert (found.verdict, found.serious) == ("unchecked", False)
    assert found.not_checked.startswith("Crossref: ")
    assert all(",unchecked," in row for row in verify.table())
    verify.registries.troubles.clear()
    verify.registries.set(PLACE, crossref.work(DOI))
    assert verify.one().verdict == "verified"
    before = verify.table()
    verify.registries.troubles[CROSSREF] = trouble
    assert verify.one().verdict == "verified"
    assert verify.table() == before


def test_an_interruption_keeps_what_was_learned(
    verify: Verifying, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify.registries.set(PLACE, crossref.work(DOI))

    def interrupted(*arguments: Any, **more: Any) -> None:
        ask(*arguments, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr("needle_evidence.api.verifying.ask", interrupted)
    with pytest.raises(KeyboardInterrupt):
        verify.run()
    assert len(verify.table()) == 3


def test_a_book_an_entry_without_identifier_and_an_odd_key(
    make_project: MakeProject, fake_registries: FakeRegistries
) -> None:
    isbn = "9780702046018"
    bib = REFERENCES + (
        "@book{book, title={Trigger Point Dry Needling}, isbn={978-0-7020-4601-8}, year={2018}}\n"
        "@misc{none, title={A page}, year={2020}}\n"
        "@misc{-odd, title={A page}, doi={10.1000/odd}}\n"
    )
    verify = Verifying(project=make_project({"references.bib": bib}), registries=fake_registries)
    fake_registries.set(f"openlibrary.org/api/books?bibkeys=ISBN:{isbn}", open_library(isbn))
    run = verify.run("book", "none", "-odd")
    by_key = {found.citekey: found for found in run.references}
    assert by_key["book"].sources == ("Open Library",)
    assert by_key["none"].not_checked == "the entry gives no identifier to ask by"
    assert by_key["-odd"].verdict == "unchecked"
    assert not any(row.startswith("-") for row in verify.table())
    with pytest.raises(UsageError, match="no reference nobody"):
        verify.run("nobody")


def test_a_dry_run_tells_and_writes_nothing(verify: Verifying) -> None:
    verify.registries.set(PLACE, crossref.work(DOI))
    run = verify.run(dry_run=True)
    assert run.references[0].verdict == "verified"
    assert run.edited is not None
    assert run.edited.diff.count("\n+cotchett2014,") == 3
    assert not (verify.project / "appraisal").exists()


def test_a_person_settles_a_notice_of_unknown_nature(verify: Verifying) -> None:
    verify.registries.set(PLACE, crossref.work(DOI))
    verify.registries.set(f"{OPENALEX}/works/doi:{DOI}", openalex(DOI, is_retracted=True))
    assert verify.one().notice == "notice of unknown nature"
    with pytest.raises(UsageError, match="a name and a reason"):
        judge_notice(verify.project, "cotchett2014", "none", by=" ", because="read it")
    judge_notice(verify.project, "cotchett2014", "none", by="R. Hall", because="=a slip there")
    assert verify.one(online=False).verdict == "verified"
    library = load_library(verify.project)
    person = next(row for row in library.verifications if row.source == "person")
    assert (person.by, person.reason, person.notice) == (
        "R. Hall", "“=a slip there”", NoticeState.NONE
    )  # fmt: skip
