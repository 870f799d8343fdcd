"""A rule pack is off until it is switched on, and says everywhere that it is no legal advice."""

from __future__ import annotations

import json

import pytest

from needle_evidence.api.checking import list_checks
from needle_evidence.checks.rule_pack import PACKS
from needle_evidence.language.ftc_words import ftc_entries
from tests.conftest import MakeProject, Run
from tests.reference_pages import ROOT, checks_page

HEADER = "claim_id,claim,question,references\n"
CLAIMS = HEADER + "fda-laser,Our FDA-approved laser relieves pain.,treatment_benefit,cotchett2014\n"
PAGE = ROOT / "docs" / "how-to" / "rule-packs.md"
PACK_CODES = [check.code for check in list_checks() if check.pack == "ftc"]
FORMS = ("text", "json", "sarif", "github")
DISCLAIMER = "not legal advice"


def test_pack_is_off_by_default(make_project: MakeProject, run: Run) -> None:
    project = make_project({"claims.csv": CLAIMS})
    for form in FORMS:
        out = run("check", "-p", project, "-f", form).out
        assert "NE70" not in out, form
        assert DISCLAIMER not in out, form


def test_pack_is_switched_on_by_option(make_project: MakeProject, run: Run) -> None:
    project = make_project({"claims.csv": CLAIMS})
    for name in ("ftc", " FTC "):
        assert (
            "warning NE705 ftc-approval-implied" in run("check", "-p", project, "--pack", name).out
        )
    assert run("check", "-p", project, "--pack", "ftc", "--select", "NE7").code == 0
    warned = run("check", "-p", project, "--pack", "ftc", "--select", "NE7", "--fail-on", "warning")
    assert warned.code == 1


def test_pack_is_switched_on_by_settings(make_project: MakeProject, run: Run) -> None:
    files = {"claims.csv": CLAIMS, "needle-evidence.toml": 'packs = ["ftc"]\n'}
    project = make_project(files)
    document = json.loads(run("check", "-p", project, "-f", "json").out)
    assert {"NE705"} <= {finding["code"] for finding in document["findings"]}
    assert set(PACK_CODES) <= {check["code"] for check in document["checks"]}
    without = run("check", "-p", project, "--ignore", "NE705").out
    assert "NE705" not in without
    assert DISCLAIMER in without


def test_one_check_is_selected_without_its_pack(make_project: MakeProject, run: Run) -> None:
    project = make_project({"claims.csv": CLAIMS})
    selected = run("check", "-p", project, "--select", "NE705").out
    assert "NE705" in selected
    assert DISCLAIMER in selected
    assert "NE705" not in run("check", "-p", project, "--select", "NE7").out


@pytest.mark.parametrize(("name", "way_out"), [("ftd", "ftc"), ("nothing-like-it", "ftc")])
def test_a_pack_that_does_not_exist(
    make_project: MakeProject, run: Run, name: str, way_out: str
) -> None:
    option = run("check", "-p", make_project(), "--pack", name)
    setting = run(
        "check", "-p", make_project({"needle-evidence.toml": f'packs = ["{name}"]'}, name="other")
    )
    for ended in (option, setting):
        assert ended.code == 2
        assert name in ended.err
        assert way_out in ended.err.replace(name, "")


@pytest.mark.parametrize("form", FORMS)
def test_findings_say_not_legal_advice(make_project: MakeProject, run: Run, form: str) -> None:
    project = make_project({"claims.csv": CLAIMS})
    out = run("check", "-p", project, "--pack", "ftc", "-f", form).out
    assert "NE705" in out
    assert DISCLAIMER in out
    assert PACKS["ftc"].title in out


def test_sarif_and_json_carry_it_as_a_notice(make_project: MakeProject, run: Run) -> None:
    project = make_project({"claims.csv": CLAIMS})
    sarif = json.loads(run("check", "-p", project, "--pack", "ftc", "-f", "sarif").out)["runs"][0]
    notices = sarif["invocations"][0]["toolExecutionNotifications"]
    assert any(DISCLAIMER in notice["message"]["text"] for notice in notices)
    rules = {rule["id"]: rule["help"]["text"].lower() for rule in sarif["tool"]["driver"]["rules"]}
    assert all(DISCLAIMER in rules[code] for code in PACK_CODES)
    document = json.loads(run("check", "-p", project, "--pack", "ftc", "-f", "json").out)
    assert any(DISCLAIMER in notice for notice in document["notices"])


@pytest.mark.parametrize("code", PACK_CODES)
def test_each_check_of_the_pack_says_it(code: str, run: Run) -> None:
    explained = run("explain", code).out
    assert DISCLAIMER in explained.lower()
    assert "rule pack “ftc”" in explained
    own_part = checks_page().partition(f"\n## {code} ")[2].partition("\n## ")[0]
    assert DISCLAIMER in own_part.lower()


def test_page_names_each_check_and_says_it() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert DISCLAIMER in page
    assert PACKS["ftc"].address in page
    assert [code for code in PACK_CODES if f"\n| {code} |" not in page] == []


def test_pack_has_its_seven_checks_and_each_word_belongs_to_one() -> None:
    assert [f"NE70{number}" for number in range(1, 8)] == PACK_CODES
    assert {entry.rule for entry in ftc_entries()} <= set(PACK_CODES)
