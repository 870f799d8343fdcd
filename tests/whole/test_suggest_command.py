"""`suggest`, as its user would run it."""

from __future__ import annotations

import json

import click
import pytest

from needle_evidence.cli import suggest
from tests.conftest import CLAIMS, REFERENCES, MakeProject, Run
from tests.whole.test_read_only import state_of

BIB = REFERENCES + (
    "@article{hall2018, title = {Dry needling for hip pain: a randomized controlled trial}, "
    "year = 2018, abstract = {Hip pain fell.}}\n"
    "@article{gone2017, title = {Retracted: Dry needling reduces hip pain}, year = 2017}\n"
    "@article{sleep2010, title = {Sleep in old age}, year = 2010}\n"
)
FILES = {"references.bib": BIB}


def test_suggest_shows_why_and_links_nothing(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    before = state_of(project)
    ended = run("suggest", "-p", project, "reduces-hip-pain")
    assert ended.code == 0, ended.err
    lines = ended.out.splitlines()
    assert lines[0] == "reduces-hip-pain: Dry needling reduces hip pain."
    assert lines[1] == "1. hall2018"
    assert "  words    Dry, needling, hip, pain (title)" in lines
    assert "  missing  reduces" in lines
    assert "  design   Randomised trial (inferred from its words)" in lines
    assert any(line.startswith("  scope    fits: intervention: claim “") for line in lines)
    assert any(line.endswith(". gone2017  [RETRACTED]") for line in lines)
    assert "sleep2010" not in ended.out
    assert ended.out.endswith("Read the work, then: needle-evidence link CLAIM_ID KEY\n")
    assert ended.out.index("gone2017") > ended.out.index("cotchett2014")
    assert state_of(project) == before


def test_cited_works_are_marked(make_project: MakeProject, run: Run) -> None:
    ended = run("suggest", "-p", make_project(FILES), "treats-heel-pain", "--top", "1")
    assert "1. cotchett2014  [already cited]" in ended.out


def test_uncited_claims(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    ended = run("suggest", "-p", project, "--uncited")
    assert "reduces-hip-pain" in ended.out
    assert "treats-heel-pain" not in ended.out
    run("link", "-p", project, "reduces-hip-pain", "hall2018")
    ended = run("suggest", "-p", project, "--uncited")
    assert ended.out == "Every claim that needs a reference cites one.\n"


def test_json(make_project: MakeProject, run: Run) -> None:
    ended = run("suggest", "-p", make_project(FILES), "reduces-hip-pain", "--json", "--top", "2")
    found = json.loads(ended.out)
    assert found["schema_version"] == 1
    (claim,) = found["claims"]
    assert (claim["claim_id"], claim["searched"]) == ("reduces-hip-pain", 4)
    first = claim["candidates"][0]
    assert first["citekey"] == "hall2018"
    assert first["matched"][0] == {
        "claim_words": "Dry", "reference_words": "Dry", "where": "title", "through": None,
    }  # fmt: skip
    assert first["study_design_inferred"] is True
    assert first["scope"]["fit"] == "fits"


def test_nothing_fits_is_said_plainly(make_project: MakeProject, run: Run) -> None:
    table = CLAIMS + "statins-help,Statins lower cholesterol.,,treatment_benefit,\n"
    ended = run("suggest", "-p", make_project({**FILES, "claims.csv": table}), "statins-help")
    assert ended.code == 0
    assert "Nothing in the library fits: none of 4 references shares enough" in ended.out
    assert "3 of them have no abstract" in ended.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Name one claim, or give --uncited, not both."),
        (("reduces-hip-pain", "--uncited"), "Name one claim, or give --uncited, not both."),
        (("reduces-hip-pian",), "Did you mean reduces-hip-pain"),
        (("reduces-hip-pain", "--write-links"), "needs a terminal"),
        (("reduces-hip-pain", "--top", "0"), "--top"),
    ],
)
def test_wrong_use(
    arguments: tuple[str, ...], message: str, make_project: MakeProject, run: Run
) -> None:
    project = make_project(FILES)
    before = state_of(project)
    ended = run("suggest", "-p", project, *arguments)
    assert ended.code == 2
    assert message in ended.err
    assert state_of(project) == before


def test_write_links_asks_for_each(
    make_project: MakeProject, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(FILES)
    asked: list[str] = []

    def confirm(question: str, *, default: bool) -> bool:
        asked.append(question)
        return "hall2018" in question

    monkeypatch.setattr(suggest, "is_person", lambda: True)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "confirm", confirm)
    ended = run("suggest", "-p", project, "reduces-hip-pain", "--write-links")
    assert ended.code == 0, ended.err
    assert asked == [
        "Shall reduces-hip-pain cite hall2018?",
        "Shall reduces-hip-pain cite cotchett2014?",
    ]
    assert "gone2017 is retracted and is not offered." in ended.out
    assert (project / "claims.csv").read_text() == CLAIMS[:-1] + "hall2018\n"
