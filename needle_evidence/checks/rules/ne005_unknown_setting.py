"""NE005: a setting that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from needle_evidence.checks.check import Check
from needle_evidence.config import setting_names
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library


def _look(library: Library) -> Iterator[Problem]:
    for problem in library.problems:
        if problem.kind == "unknown_setting":
            known = ", ".join(setting_names())
            offer = suggestion(problem.subject.replace("-", "_"), setting_names())
            yield replace(problem, way_out=offer or f"The settings are {known}.")


CHECK = Check(
    code="NE005",
    name="unknown-setting",
    severity=Severity.WARNING,
    summary="The settings file holds a setting that does not exist.",
    why="It has no effect: a gate that was meant to be strict may be off.",
    bad='fail-at = "warning"',
    good='fail_on = "warning"',
    way_out="Correct its name, or delete the line.",
    look=_look,
)
