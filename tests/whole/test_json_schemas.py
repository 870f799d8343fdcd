"""JSON output follows the schemas that ship with the package."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import jsonschema
import pytest

from needle_evidence.api.reports import write_reports
from tests.conftest import CLAIMS, MakeProject, Run
from tests.reference_pages import ROOT
from tests.whole.test_gate import git


def schema(name: str) -> Any:
    folder = resources.files("needle_evidence.reporting") / "schemas"
    return json.loads((folder / name).read_text(encoding="utf-8"))


def errors(document: object, name: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(
        schema(name), format_checker=jsonschema.FormatChecker()
    )
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


@pytest.mark.parametrize("name", ["evidence-1.schema.json", "findings-1.schema.json"])
def test_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_example_report_follows_its_schema() -> None:
    document = json.loads((ROOT / "reports" / "evidence.json").read_text(encoding="utf-8"))
    assert errors(document, "evidence-1.schema.json") == []
    document["claims"][0]["surprise"] = 1
    assert errors(document, "evidence-1.schema.json") != []


def test_awkward_project_follows_both_schemas(
    make_project: MakeProject, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = CLAIMS.replace("\n", ",mine\n").replace("references,mine", "references,owner") + (
        "Bad Id,A claim.,,nonsense,nokey;cotchett2014,me\n,No id.,,,,\nragged,a,b,c,d,e,f,g\n"
    )
    project = make_project(
        {
            "claims.csv": claims,
            "references.bib": "@article{broken, title={x}\n@book{b,title={\x7f}}",
        }
    )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    written = write_reports(project, formats=["json"], dated=True)
    document = json.loads(written.files[0].read_text(encoding="utf-8"))
    assert errors(document, "evidence-1.schema.json") == []
    assert document["generated_on"] == "1970-01-01"
    assert document["claims"][0]["extra"] == {"owner": "mine"}
    findings = json.loads(run("check", "-p", project, "--format", "json").out)
    assert errors(findings, "findings-1.schema.json") == []
    assert findings["summary"]["errors"] > 3


def test_changes_and_history_follow_the_schema(
    make_project: MakeProject,
) -> None:
    project = make_project()
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", "first")):
        git(project, *arguments)
    (project / "claims.csv").write_text(CLAIMS.replace("cotchett2014", ""), encoding="utf-8")
    written = write_reports(project, formats=["json"], since="HEAD", history=True)
    document = json.loads(written.files[0].read_text(encoding="utf-8"))
    assert errors(document, "evidence-1.schema.json") == []
    assert [change["claim_id"] for change in document["changes"]["claims"]] == ["treats-heel-pain"]
    assert [(one["cited"], one["claims"]) for one in document["history"]] == [(1, 2)]
    assert document["work_list"]
