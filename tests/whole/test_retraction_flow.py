"""A retracted reference of the example: status, certainty, sign-off, impact, report and gate."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from needle_evidence.formats.verification_table import VERIFICATION
from tests.conftest import Ended, Run
from tests.fake_registries import FakeRegistries, Trouble
from tests.fake_registries import crossref_answers as crossref
from tests.fake_registries import fake_registries as fake_registries
from tests.fake_registries import pubmed_answers as pubmed
from tests.fake_registries import registry_server as registry_server
from tests.reference_pages import ROOT

KEY, DOI, PMID = "cotchett2014effectiveness", "10.2522/ptj.20130255", "24700136"
CLAIM = "treats-plantar-fasciitis"
CITING = (CLAIM, "minor-side-effects-may-follow", "low-risk")
LIST_HEADER = "OriginalPaperDOI,RetractionDOI,RetractionNature,RetractionDate\n"
Tell = Callable[["Example"], None]


class Example:
    """A copy of the example, and the registries on this machine."""

    def __init__(self, folder: Path, run: Run, registries: FakeRegistries) -> None:
        self.folder, self._run, self.registries = folder, run, registries

    def run(self, *arguments: str | Path) -> Ended:
        return self._run(*arguments, "-p", self.folder)

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8-sig")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def list(self, *rows: str) -> Path:
        file = self.folder / "list.csv"
        file.write_text(LIST_HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return file

    def report(self) -> tuple[dict[str, Any], str, str]:
        folder = self.folder / "reports"
        self.run("report", "-q")
        document = json.loads((folder / "evidence.json").read_text(encoding="utf-8"))
        texts = [(folder / f"evidence.{end}").read_text(encoding="utf-8") for end in ("html", "md")]
        return document, texts[0], texts[1]

    def claim(self, claim_id: str = CLAIM) -> dict[str, Any]:
        self.run("report", "-q", "--format", "json")
        file = self.folder / "reports" / "evidence.json"
        return claim_in(json.loads(file.read_text(encoding="utf-8")), claim_id)


def claim_in(document: dict[str, Any], claim_id: str = CLAIM) -> dict[str, Any]:
    claims: list[dict[str, Any]] = document["claims"]
    return next(claim for claim in claims if claim["claim_id"] == claim_id)


@pytest.fixture
def example(
    tmp_path: Path, run: Run, fake_registries: FakeRegistries, monkeypatch: pytest.MonkeyPatch
) -> Example:
    folder = tmp_path / "example"
    folder.mkdir()
    for name in ("claims.csv", "references.bib"):
        shutil.copy(ROOT / name, folder)
    # Its pages are left out: what falls with a work shows without them, in half the time.
    shutil.copytree(ROOT / "appraisal", folder / "appraisal")
    (folder / VERIFICATION.path).unlink(missing_ok=True)
    monkeypatch.setattr(
        "needle_evidence.api.verifying.settings_of", lambda config: fake_registries.settings()
    )
    return Example(folder, run, fake_registries)


def _by_crossref(example: Example) -> None:
    notice = crossref.update("10.1000/notice", "retraction", (2026, 3, 1))
    example.registries.set(f"api.crossref.org/works/{DOI}", crossref.work(DOI, updated_by=[notice]))
    assert example.run("verify", KEY, "--online").code == 0


def _by_pubmed(example: Example) -> None:
    article = pubmed.article(PMID, doi=DOI, types=["Retracted Publication"])
    example.registries.set_pubmed(PMID, article, doi=DOI)
    assert example.run("verify", KEY, "--online").code == 0


def _by_a_title(example: Example) -> None:
    title = "Effectiveness of trigger point dry needling for plantar heel pain: a rand"
    example.edit("references.bib", f"= {{{title}", f"= {{RETRACTED: {title}")


def _by_a_list(example: Example) -> None:
    file = example.list(f"https://doi.org/{DOI.upper()},10.1000/notice,Retraction,3/1/2026 0:00")
    ended = example.run("import-retractions", file)
    assert "RETRACTED" in ended.out
    assert CLAIM in ended.out


def _by_a_person(example: Example) -> None:
    file = example.list(f"{DOI},10.1000/notice,,3/1/2026 0:00")
    assert "unknown nature" in example.run("import-retractions", file).out
    assert example.run("show", KEY).out.count("not checked") == 1
    ended = example.run("verify", KEY, "--judge", "retraction", "--by", "R. Hall", "--because",
                        "the notice says so")  # fmt: skip
    assert ended.code == 0


SOURCES: dict[str, tuple[Tell, str]] = {
    "crossref": (_by_crossref, "Crossref"),
    "pubmed": (_by_pubmed, "PubMed"),
    "title": (_by_a_title, "its own title"),
    "list": (_by_a_list, "Retraction Watch"),
    "person": (_by_a_person, "R. Hall"),
}


@pytest.mark.parametrize("source", SOURCES)
def test_each_source_changes_status_report_and_gate(example: Example, source: str) -> None:
    before = example.claim()
    assert before["status"] != "retracted"
    assert before["retracted_references"] == []
    tell, name = SOURCES[source]
    tell(example)
    document, page, text = example.report()
    after = claim_in(document)
    assert after["status"] == "retracted"
    assert after["retracted_references"] == [KEY]
    ended = example.run("check", "--select", "NE601")
    assert ended.code == 1
    for claim_id in CITING:
        assert f"[{claim_id}]" in ended.out
    assert name in ended.out
    references = document["references"]
    assert isinstance(references, list)
    told = next(one for one in references if one["citekey"] == KEY)["verification"]
    assert (told["verdict"], told["notice"]) == ("retracted", "retraction")
    assert "Retracted</span>" in page
    assert name.rpartition(". ")[2] in page
    assert "**Retracted**" in text
    assert example.run("verify", KEY, "--check").code == 1
    assert "which was retracted" in example.run("show", CLAIM).out


def test_impact_tells_the_same_before_and_after(example: Example) -> None:
    foreseen = example.run("impact", KEY, "--if-retracted", "--format", "json").out
    _by_a_list(example)
    document, _, _ = example.report()
    for row in json.loads(foreseen):
        claim = claim_in(document, row["claim_id"])
        assert claim["status"] == row["status_after"]
        assert (claim["certainty"] or "not judged").replace("_", " ") in row["certainty_after"]
    now = json.loads(example.run("impact", KEY, "--if-retracted", "--format", "json").out)
    assert all(row["status"] == row["status_after"] for row in now)


def test_a_certainty_judged_with_it_must_be_judged_again(example: Example) -> None:
    _by_a_list(example)
    refused = [r for r in _ratings(example.claim()) if "judge it again" in str(r["refusals"])]
    assert refused
    assert all(rating["certainty"] is None for rating in refused)
    written = example.run(
        "certainty", CLAIM, "--outcome", "pain", "--timepoint", "now", "--by", "R. Hall",
        "--start", "randomized", "--risk-of-bias", "not serious", "--inconsistency", "not serious",
        "--indirectness", "not serious", "--imprecision", "serious: few people",
        "--publication-bias", "undetected",
    )  # fmt: skip
    assert written.code == 0, written.err
    again = next(r for r in _ratings(example.claim()) if r["timepoint"] == "now")
    assert again["certainty"] == "moderate"
    with (example.folder / "appraisal/certainty.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["without"] for row in rows if row["timepoint"] == "now"] == [KEY]


def _ratings(claim: dict[str, Any]) -> list[dict[str, Any]]:
    ratings = claim["ratings"]
    assert isinstance(ratings, list)
    return ratings


def test_a_reported_certainty_falls_with_its_review(example: Example) -> None:
    review = "llurdaalmuzara2021dry"
    reported = [r for r in _ratings(example.claim()) if r["reported_by"] == review]
    assert reported
    assert all(rating["certainty"] for rating in reported)
    doi = next(
        line.partition("{")[2].partition("}")[0]
        for line in (example.folder / "references.bib")
        .read_text(encoding="utf-8")
        .partition(review)[2]
        .splitlines()
        if line.strip().startswith("doi")
    )
    example.run("import-retractions", example.list(f"{doi},10.1000/n,Retraction,3/1/2026"))
    fallen = [r for r in _ratings(example.claim()) if r["reported_by"] == review]
    assert all(rating["certainty"] is None for rating in fallen)
    assert "was retracted" in str(fallen[0]["refusals"])


def test_a_retraction_makes_a_sign_off_out_of_date_and_nothing_else_does(example: Example) -> None:
    sign = ("review", CLAIM, "--by", "R. Hall", "--verdict", "approved")
    example.run(*sign)
    assert "signed off by R. Hall" in example.run("show", CLAIM).out
    example.run("import-retractions", example.list("10.1000/other,10.1000/n,Retraction,3/1/2026"))
    assert "signed off by R. Hall" in example.run("show", CLAIM).out
    _by_a_list(example)
    shown = example.run("show", CLAIM).out
    assert f"what is recorded about {KEY} changed: retracted" in shown
    example.run(*sign)
    assert "signed off by R. Hall" in example.run("show", CLAIM).out


def test_concern_correction_and_replacement_are_not_one_thing(example: Example) -> None:
    before = example.claim()["status"]
    for nature, code, word in (
        ("Expression of concern", "NE602", "Expression of concern"),
        ("Correction", "NE603", "Corrected"),
        ("", "NE604", "Notice of unknown nature"),
        ("Retraction and replacement", "NE611", "Retracted and replaced"),
    ):
        (example.folder / VERIFICATION.path).unlink(missing_ok=True)
        file = example.list(f"{DOI},10.1000/notice,{nature},3/1/2026 0:00")
        example.run("import-retractions", file)
        found = json.loads(example.run("check", "--select", "NE6", "--format", "json").out)
        assert {one["code"] for one in found["findings"]} == {code}
        document, page, text = example.report()
        assert (claim_in(document)["status"] == before) is (code != "NE611")
        assert f"</span> {word}</span>" in page
        assert f"**{word}**" in text


def test_without_answers_and_with_the_network_cut_it_says_not_checked(example: Example) -> None:
    for host in ("api.crossref.org", "eutils.ncbi.nlm.nih.gov", "api.openalex.org",
                 "api.datacite.org", "openlibrary.org", "pmc.ncbi.nlm.nih.gov"):  # fmt: skip
        example.registries.troubles[host] = Trouble.OUT_OF_ORDER
    offline = example.run("verify", KEY)
    assert "not checked" in offline.out
    status = example.claim()["status"]
    online = example.run("verify", KEY, "--online", "--check")
    assert online.code == 0
    assert "not checked" in online.out
    assert "Crossref" in online.out
    assert example.claim()["status"] == status
    ended = example.run("check", "--select", "NE601", "--select", "NE608")
    assert ended.code == 0
    assert "not checked: NE601" in ended.out
    assert f"{KEY}" in ended.out
    assert example.run("check", "--select", "NE608", "--require", "NE608").code == 5


def test_what_the_others_do_not_know_vouches_for_nothing_while_one_is_down(
    example: Example,
) -> None:
    example.registries.troubles["api.crossref.org"] = Trouble.OUT_OF_ORDER
    ended = example.run("verify", KEY, "--online")
    assert "unconfirmed" in ended.out
    ended = example.run("check", "--select", "NE608", "--require", "NE608")
    assert ended.code == 5
    assert f"{KEY} could not be verified" in ended.out
    told = [line for line in ended.out.splitlines() if line.startswith("not checked: NE608")]
    assert any(KEY in line and "Crossref" in line for line in told)


def test_an_old_list_does_not_vouch_and_its_retractions_still_count(example: Example) -> None:
    _by_a_list(example)
    table = example.folder / VERIFICATION.path
    text = table.read_text(encoding="utf-8-sig").replace(",2026-03-01,sha256", ",2020-03-01,sha256")
    table.write_text(text, encoding="utf-8")
    assert example.claim()["status"] == "retracted"
    ended = example.run("check", "--select", "NE608")
    assert "not checked: NE608" in ended.out
    assert "only looked for on a list of retractions; the last answer is of 2020-03-01" in ended.out
