"""The pages that people read name what exists: commands, links, codes, settings, columns."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import get_completion_class

import needle_evidence
from needle_evidence.api.checking import list_checks
from needle_evidence.cli import exit_codes
from needle_evidence.cli.main import main
from needle_evidence.config import setting_names
from needle_evidence.errors import NeedleEvidenceError
from needle_evidence.formats.claims_table import COLUMNS
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.findings_format import findings_formats
from tests.reference_pages import ROOT

README = ROOT / "README.md"
FILE_FORMATS = ROOT / "docs" / "reference" / "file-formats.md"
HOOK = ROOT / ".pre-commit-hooks.yaml"
WORKFLOW = ROOT / "docs" / "how-to" / "github-actions.yml"
PAGES = [
    README,
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted(ROOT.glob("docs/**/*.md")),
]
WRITTEN = [*PAGES, HOOK, WORKFLOW]
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"\bNE\d{3}\b")
CALL = re.compile(
    r"(?:\$ |entry: |run: |^|`)needle-evidence ([a-z]+(?:-[a-z]+)*)((?: [^`\n|>]*)?)", re.MULTILINE
)
OPTION = re.compile(r"(?<!\S)--?[a-z][a-z-]*")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def calls(page: Path) -> list[tuple[str, list[str]]]:
    """Each command line on a page: the command's name, and the options given."""
    return [
        (match[1], OPTION.findall(match[2].partition("  ")[0]))
        for match in CALL.finditer(read(page))
    ]


def heading_anchors(page: Path) -> set[str]:
    """The anchors that a code host gives a page's headings."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-") for text in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_relative_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in LINK.findall(FENCED.sub("", read(page))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in heading_anchors(file)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("page", WRITTEN, ids=name_of)
def test_every_code_exists(page: Path) -> None:
    assert set(CODE.findall(read(page))) <= {check.code for check in list_checks()}


@pytest.mark.parametrize("page", WRITTEN, ids=name_of)
def test_every_command_line_uses_what_exists(page: Path) -> None:
    wrong = []
    for name, options in calls(page):
        command = main.commands.get(name)
        if command is None:
            wrong.append(name)
            continue
        commands = [command, *getattr(command, "commands", {}).values()]
        known = {"--help", "-h"} | {
            option for each in commands for parameter in each.params for option in parameter.opts
        }
        wrong.extend(f"{name} {option}" for option in options if option not in known)
    assert wrong == []


def test_readme_names_every_command() -> None:
    missing = [
        name for name in main.commands if f"| `needle-evidence {name}` |" not in read(README)
    ]
    assert missing == []


def test_readme_names_every_folder_and_both_commands() -> None:
    text = read(README)
    tracked = ("needle_evidence", "tests", "benchmarks", "docs", "reports")
    assert [name for name in tracked if f"`{name}/`" not in text] == []
    assert re.search(r"^make report\b", text, re.MULTILINE)
    assert re.search(r"^make test\b", text, re.MULTILINE)
    assert "\nreport:" in read(ROOT / "Makefile")
    assert "\ntest:" in read(ROOT / "Makefile")


def test_make_targets_in_the_pages_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"`make ([a-z]+)", read(page))}
    assert named
    assert named <= targets


def test_readme_example_runs() -> None:
    example = re.search(r"^```python\n(.*?)^```", read(README), re.MULTILINE | re.DOTALL)
    assert example is not None
    ended = subprocess.run(
        [sys.executable, "-c", example[1]], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert ended.returncode == 0, ended.stderr
    assert " claims, 57 references, " in ended.stdout


def test_every_setting_is_described() -> None:
    assert [name for name in setting_names() if f"\n| `{name}` |" not in read(FILE_FORMATS)] == []


def test_every_column_of_the_claims_table_is_described() -> None:
    assert [name for name in COLUMNS if f"\n| `{name}` |" not in read(FILE_FORMATS)] == []


@pytest.mark.parametrize("name", sorted(set(needle_evidence.__all__) - {"__version__"}))
def test_public_name_has_a_docstring(name: str) -> None:
    assert inspect.getdoc(getattr(needle_evidence, name))


def test_hook_and_workflow_call_the_check() -> None:
    assert [name for name, _ in calls(HOOK)] == ["check"]
    gate = next(options for name, options in calls(WORKFLOW) if name == "check")
    assert {"--format", "--base"} <= set(gate)
    forms = set(re.findall(r"--format (\w+)", read(WORKFLOW)))
    assert forms
    assert forms <= set(findings_formats())


def test_hook_runs_for_the_files_that_it_reads() -> None:
    pattern = re.search(r"^  files: '(.+)'$", read(HOOK), re.MULTILINE)
    assert pattern is not None
    for file in (
        "claims.csv",
        "page/references.bib",
        "needle-evidence.toml",
        "appraisal/evidence.csv",
        "appraisal/anchors.json",
        "articles/clinic/page.docx",
    ):
        assert re.search(pattern[1], file)
    assert not re.search(pattern[1], "old-claims.csv.txt")


def test_hook_and_readme_agree_on_its_name() -> None:
    hook = re.search(r"^- id: (\S+)$", read(HOOK), re.MULTILINE)
    assert hook is not None
    assert f"- id: {hook[1]}\n" in read(ROOT / "docs" / "how-to" / "continuous-integration.md")


def test_templates_page_names_every_template_and_block() -> None:
    text = read(ROOT / "docs" / "how-to" / "own-templates.md")
    folder = Path(inspect.getfile(EvidenceView)).parent / "templates"
    blocks = {
        block
        for file in folder.glob("evidence.*.j2")
        for block in re.findall(r"{% block (\w+)", read(file))
    }
    names = {file.name for file in folder.iterdir()} | blocks
    assert blocks
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []


def test_exit_codes_page_names_every_code() -> None:
    codes = {value for value in vars(exit_codes).values() if isinstance(value, int)}
    codes |= {error.exit_code for error in NeedleEvidenceError.__subclasses__()}
    page = read(ROOT / "docs" / "reference" / "exit-codes.md")
    assert codes == {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}


def test_completion_is_printed() -> None:
    page = read(ROOT / "docs" / "how-to" / "shell-completion.md")
    shells = re.findall(r"_NEEDLE_EVIDENCE_COMPLETE=(\w+)_source needle-evidence", page)
    assert sorted(shells) == ["bash", "fish", "zsh"]
    for shell in shells:
        complete = get_completion_class(shell)
        assert complete is not None
        script = complete(main, {}, "needle-evidence", "_NEEDLE_EVIDENCE_COMPLETE").source()
        assert f"_NEEDLE_EVIDENCE_COMPLETE={shell}_complete" in script
