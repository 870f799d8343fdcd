"""Adding works: which sources are asked, what is put together, and what is refused."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import pytest

from needle_evidence.api.adding import AddRun, add_works
from needle_evidence.api.projects import load_library
from needle_evidence.errors import NetworkNeededError, UsageError
from needle_evidence.model.reference import Reference
from tests.conftest import MakeProject
from tests.fake_registries import FakeRegistries, Trouble
from tests.fake_registries import crossref_answers as crossref
from tests.fake_registries import fake_registries as fake_registries
from tests.fake_registries import pubmed_answers as pubmed
from tests.fake_registries import registry_server as registry_server
from tests.fake_registries.other_answers import datacite, open_library

DOI, PMID, ISBN = "10.2522/ptj.20130255", "24700136", "9780702046018"
NEW = "10.1000/new"
PLACE = f"api.crossref.org/works/{NEW}"


def work(doi: str = NEW, **fields: object) -> dict[str, object]:
    """A work that is not in the project yet."""
    return crossref.work(
        doi,
        **{
            "title": ["Needles for the hip"],
            "author": [{"family": "Munteanu", "given": "Shannon", "sequence": "first"}],
            "published_print": {"date-parts": [[2019]]},
            "volume": "3",
            "page": "1-9",
            **fields,
        },
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Adding:
    """A project, and the registries that its `add` asks."""

    project: Path
    registries: FakeRegistries

    def __call__(self, *written: str, online: bool = True, dry_run: bool = False) -> AddRun:
        settings = self.registries.settings()
        return add_works(self.project, written, online=online, dry_run=dry_run, settings=settings)

    def one(self, written: str) -> Reference:
        """The only work that is added."""
        run = self(written)
        assert run.imported is not None, run.missed
        (added,) = run.imported.added
        return added.reference

    @property
    def library(self) -> str:
        return (self.project / "references.bib").read_text(encoding="utf-8")


@pytest.fixture
def add(make_project: MakeProject, fake_registries: FakeRegistries) -> Adding:
    return Adding(project=make_project(), registries=fake_registries)


@pytest.mark.parametrize("written", [NEW, f"doi: {NEW}", f"https://doi.org/{NEW}",
                                     f"https://publisher.example/doi/full/{NEW}?x=1"])  # fmt: skip
def test_a_doi_in_any_spelling(add: Adding, written: str) -> None:
    add.registries.set(PLACE, work())
    before = add.library
    reference = add.one(written)
    assert reference.title == "Needles for the hip"
    assert add.library.startswith(before)
    assert reference.key in add.library
    assert set(add.registries.hosts_asked) == {"api.crossref.org", "eutils.ncbi.nlm.nih.gov"}


def test_pubmed_adds_its_numbers_to_what_crossref_knows(add: Adding) -> None:
    add.registries.set(PLACE, work())
    add.registries.set_pubmed(PMID, pubmed.article(PMID, doi=NEW, title="Other words."), doi=NEW)
    reference = add.one(NEW)
    assert reference.title == "Needles for the hip"
    assert (reference.fields["pmid"], reference.fields["pmcid"]) == (PMID, "PMC4102321")


def test_pubmed_serves_where_crossref_is_down(add: Adding) -> None:
    add.registries.troubles["api.crossref.org"] = Trouble.OUT_OF_ORDER
    add.registries.set_pubmed(PMID, pubmed.article(PMID, doi=NEW, title="Needling hips."), doi=NEW)
    assert "Needling hips" in add.one(NEW).title


def test_datacite_is_asked_for_what_crossref_does_not_have(add: Adding) -> None:
    add.registries.set(f"api.datacite.org/dois/{NEW}", datacite(NEW))
    assert add.one(NEW).title == "Data of a needling trial"


def test_other_identifiers(add: Adding) -> None:
    arxiv = "10.48550/arxiv.2101.00001"
    add.registries.set(f"api.datacite.org/dois/{arxiv}", datacite(arxiv, titles=[{"title": "A"}]))
    add.registries.set(f"openlibrary.org/api/books?bibkeys=ISBN:{ISBN}", open_library(ISBN))
    add.registries.set_pubmed("7", pubmed.article("7", doi=NEW, pmcid="PMC7", title="Seven."),
                              pmcid="PMC7")  # fmt: skip
    run = add("arXiv:2101.00001", "978-0-7020-4601-8", "PMC7", "pmid 7")
    assert not run.missed
    assert run.imported is not None
    assert len(run.imported.added) == 3
    assert len(run.imported.already_there) == 1  # PMC7 is PubMed's 7


def test_a_work_that_is_there_is_not_added_again(add: Adding) -> None:
    add.registries.set(f"api.crossref.org/works/{DOI}", crossref.work(DOI))
    before = add.library
    run = add(DOI)
    assert run.imported is not None
    assert [known.key for known in run.imported.already_there] == ["cotchett2014"]
    assert add.library == before


def test_dry_run_writes_nothing(add: Adding) -> None:
    add.registries.set(PLACE, work())
    before = add.library
    run = add(NEW, dry_run=True)
    assert run.imported is not None
    assert "Needles for the hip" in run.imported.edit.diff
    assert add.library == before


def test_without_the_network_the_last_answer_serves(add: Adding) -> None:
    with pytest.raises(NetworkNeededError, match="--online") as refused:
        add(NEW, online=False)
    assert f"doi:{NEW}" in refused.value.problem
    add.registries.set(PLACE, work())
    add(NEW, dry_run=True)
    asked = len(add.registries.asked)
    run = add(NEW, online=False)
    assert run.found[0].answered_on == datetime.datetime.now(datetime.UTC).date()
    assert run.found[0].sources == ("Crossref",)
    assert "Needles for the hip" in add.library
    assert len(add.registries.asked) == asked


def test_nothing_is_written_where_one_work_needs_the_network(add: Adding) -> None:
    add.registries.set(PLACE, work())
    add(NEW, dry_run=True)
    before = add.library
    with pytest.raises(NetworkNeededError):
        add(NEW, "10.1000/other", online=False)
    assert add.library == before


def test_what_no_agency_knows_is_missed_and_remembered_so(add: Adding) -> None:
    for online in (True, False):
        run = add(NEW, online=online)
        assert run.imported is None
        assert run.missed[0].reason == f"Crossref and DataCite know no DOI {NEW}"


def test_an_outage_is_told_and_the_others_are_added(add: Adding) -> None:
    add.registries.set(PLACE, work())
    add.registries.troubles["openlibrary.org"] = Trouble.PORTAL
    run = add(ISBN, NEW)
    assert run.imported is not None
    assert len(run.imported.added) == 1
    assert "web page" in run.missed[0].reason


def test_a_retracted_work_is_added_with_a_warning(add: Adding) -> None:
    updated_by = [
        crossref.update("10.1000/c", "correction"),
        crossref.update("10.1000/n", "retraction"),
    ]
    add.registries.set(PLACE, work(updated_by=updated_by))
    (found,) = add(NEW).found
    assert found.retracted
    assert found.warnings == (
        "retracted (Crossref, notice doi:10.1000/n, 2016-03-01)",
        "corrected (Crossref, notice doi:10.1000/c, 2016-03-01)",
    )
    assert NEW in add.library


def test_a_title_tells_too(add: Adding) -> None:
    add.registries.set(PLACE, work(title=["RETRACTED: Needles for the hip"]))
    (found,) = add(NEW).found
    assert found.retracted
    assert "its title says" in found.warnings[0]


def test_a_notice_itself_is_not_taken_for_retracted(add: Adding) -> None:
    update_to = [crossref.update("10.1000/bad", "retraction")]
    add.registries.set(PLACE, work(title=["Retraction notice to: hips"], update_to=update_to))
    (found,) = add(NEW).found
    assert not found.retracted
    assert any("itself a notice: doi:10.1000/bad is retracted" in w for w in found.warnings)


def test_what_replaces_a_retracted_work_is_no_notice(add: Adding) -> None:
    update_to = [crossref.update("10.1000/bad", "retraction_and_replacement")]
    add.registries.set(PLACE, work(update_to=update_to))
    (found,) = add(NEW).found
    assert found.warnings == ("it replaces doi:10.1000/bad, which was retracted",)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("https://www.nature.com/articles/x", "stands in the address"),
        ("needles", "is no DOI"),
        ("978-0-306-40615-8", "is no DOI"),
        ("", "An empty text is no DOI"),
        ("a b c " * 10_000, "too long"),
    ],
)
def test_what_is_neither_is_refused_before_anything_is_asked(
    add: Adding, text: str, problem: str
) -> None:
    add.registries.set(PLACE, work())
    before = add.library
    with pytest.raises(UsageError, match=problem):
        add(NEW, text)
    assert not add.registries.asked
    assert add.library == before


def test_hostile_records_are_written_as_text(add: Adding) -> None:
    add.registries.set(PLACE, work(
        title=["}} @article{evil, title={x}} \\input{/etc/passwd} % $ # 100\u202e"],
        author=[{"family": "O{Brien", "given": "a}", "sequence": "first"}, {"name": "A and B"}],
        abstract="<jats:p>" + "\\" * 50 + "{" * 50 + "</jats:p>",
        volume="=1+1", page="{", issue='"',
    ))  # fmt: skip
    run = add(NEW)
    assert run.imported is not None
    (added,) = run.imported.added
    assert "evil" in added.reference.title
    assert added.reference.fields["volume"] == "=1+1"
    keys = [r.key for r in load_library(add.project).references]
    assert keys == ["cotchett2014", added.key]


PRINTED = (
    "Dommerholt J, Mayoral O, Gröbli C. Trigger point dry needling. J Man Manip Ther. "
    "2006;14(4):70-87."
)


def test_a_printed_reference_needs_no_network(add: Adding) -> None:
    run = add(PRINTED, online=False)
    assert run.imported is not None
    (added,) = run.imported.added
    assert added.reference.title == "Trigger point dry needling"
    assert [person.family for person in added.reference.authors] == [
        "Dommerholt", "Mayoral", "Gröbli",
    ]  # fmt: skip
    assert not add.registries.asked


def test_words_that_are_no_reference_are_missed(add: Adding) -> None:
    before = add.library
    run = add("and the of in it", online=False)
    assert run.imported is None
    assert "could not be read as a reference" in run.missed[0].reason
    assert add.library == before
