"""`link` and `unlink`, as their user would run them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CLAIMS, REFERENCES, MakeProject, Run
from tests.whole.test_read_only import state_of

MORE = REFERENCES + (
    "@article{smith2019, title = {Needling}, year = 2019}\n"
    "@article{jones2020, title = {Needling}, year = 2020}\n"
    "@xdata{shared, publisher = {Nobody}}\n"
)
FILES = {"references.bib": MORE}


def claims(project: Path) -> bytes:
    return (project / "claims.csv").read_bytes()


def test_link_puts_keys_behind_those_that_are_there(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    ended = run("link", "-p", project, "treats-heel-pain", "smith2019", "@jones2020")
    assert ended.code == 0, ended.err
    expected = CLAIMS.replace(",cotchett2014\n", ",cotchett2014;smith2019;jones2020\n")
    assert claims(project) == expected.encode()
    assert "+treats-heel-pain," in ended.out
    assert "Wrote claims.csv" in ended.out
    again = run("link", "-p", project, "treats-heel-pain", "smith2019", "smith2019")
    assert again.out == (
        "treats-heel-pain cites smith2019 already.\nNothing was changed in claims.csv.\n"
    )
    assert claims(project) == expected.encode()


def test_link_fills_an_empty_cell(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    assert run("link", "-p", project, "reduces-hip-pain", "smith2019", "-q").out == ""
    assert claims(project) == CLAIMS[:-1].encode() + b"smith2019\n"


def test_link_adds_the_missing_column(make_project: MakeProject, run: Run) -> None:
    project = make_project({**FILES, "claims.csv": "claim_id;claim\r\na;One\r\nb;Two"})
    run("link", "-p", project, "b", "smith2019", "jones2020")
    assert claims(project) == (b'claim_id;claim;references\r\na;One\r\nb;Two;"smith2019;jones2020"')


def test_a_misspelt_column_is_not_doubled(make_project: MakeProject, run: Run) -> None:
    table = "claim_id,claim,refrences\na,One,\n"
    project = make_project({**FILES, "claims.csv": table})
    ended = run("link", "-p", project, "a", "smith2019")
    assert ended.code == 2
    assert "refrences" in ended.err
    assert claims(project) == table.encode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_bytes_of_a_spreadsheet_stay(encoding: str, make_project: MakeProject, run: Run) -> None:
    text = (
        'claim_id;"claim";references;eigene\r\n'
        'a;"Größe; ""so""";  @cotchett2014, smith2019 ;"x\r\ny"\r\n'
        "b;Zwei;;\r\n"
    )
    project = make_project({**FILES, "claims.csv": text.encode(encoding)})
    run("link", "-p", project, "a", "jones2020")
    expected = text.replace("smith2019 ;", "smith2019, jones2020 ;")
    assert claims(project) == expected.encode(encoding)
    run("unlink", "-p", project, "a", "jones2020", "cotchett2014")
    expected = text.replace("@cotchett2014, smith2019", "smith2019")
    assert claims(project) == expected.encode(encoding)


def test_dry_run_writes_nothing(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    before = state_of(project)
    for command in ("link", "unlink"):
        key = "smith2019" if command == "link" else "cotchett2014"
        ended = run(command, "-p", project, "treats-heel-pain", key, "--dry-run")
        assert ended.code == 0
        assert "Nothing was written (--dry-run): claims.csv" in ended.out
    assert state_of(project) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("link", "treats-heal-pain", "smith2019"), "Did you mean treats-heel-pain"),
        (("link", "treats-heel-pain", "smith2018"), "Did you mean smith2019"),
        (("link", "treats-heel-pain", "shared"), "is no work"),
        (("unlink", "treats-heel-pain", "cotchet2014"), "Did you mean cotchett2014?"),
        (("unlink", "reduces-hip-pain", "zzz"), "It cites nothing."),
    ],
)
def test_what_is_unknown_is_refused(
    arguments: tuple[str, ...], message: str, make_project: MakeProject, run: Run
) -> None:
    project = make_project(FILES)
    before = state_of(project)
    ended = run(*arguments, "smith2019", "-p", project)
    assert ended.code == 2
    assert message in ended.err
    assert state_of(project) == before


def test_unlink_of_an_unknown_entry_mends_the_row(make_project: MakeProject, run: Run) -> None:
    table = CLAIMS.replace("cotchett2014", "gone1999; cotchett2014")
    project = make_project({**FILES, "claims.csv": table})
    ended = run("unlink", "-p", project, "treats-heel-pain", "gone1999", "smith2019")
    assert ended.code == 0
    assert "treats-heel-pain does not cite smith2019." in ended.out
    assert claims(project) == CLAIMS.encode()


def test_a_doubled_id_is_refused(make_project: MakeProject, run: Run) -> None:
    row = "treats-heel-pain,Dry needling treats heel pain.,,,\n"
    project = make_project({**FILES, "claims.csv": CLAIMS + row})
    ended = run("link", "-p", project, "treats-heel-pain", "smith2019")
    assert ended.code == 2
    assert "2 claims have the id treats-heel-pain" in ended.err
