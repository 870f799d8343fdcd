"""Checking a library, explaining checks, and printing what they found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from needle_evidence.checks.rule_pack import find_packs
from needle_evidence.checks.runner import (
    all_checks,
    choose_checks,
    find_check,
    require_known,
    run_checks,
)
from needle_evidence.config import Config
from needle_evidence.errors import UsageError
from needle_evidence.model.finding import CheckDescription, CheckRun
from needle_evidence.model.library import Library


def check_library(library: Library, config: Config | None = None) -> CheckRun:
    """The findings of all chosen checks over a library.

    config: what to select, ignore and how severe; its defaults run everything. Raises
    UsageError for codes that do not exist.
    """
    config = config or Config()
    checks = all_checks()
    require_known(checks, config.require)
    for code in config.severity:
        find_check(code)
    chosen = choose_checks(checks, select=config.select, ignore=config.ignore, packs=config.packs)
    results = run_checks(library, chosen, config.severity)
    packs = find_packs(dict.fromkeys(check.pack for check in chosen if check.pack))
    notices = tuple(f"{pack.title}: {pack.disclaimer}" for pack in packs)
    return CheckRun(results=results, unread=len(library.unread), notices=notices)


def check_project(
    project: str | Path = ".",
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    require: Iterable[str] = (),
    packs: Iterable[str] = (),
    base: str = "",
) -> tuple[CheckRun, Config]:
    """The findings over a project folder, and the settings they were made with.

    select replaces the configured selection; ignore, require and packs add to the configured
    ones.
    base: a git revision; settings that can silence findings and changed since are listed.
    Writes nothing. Raises UsageError and UnreadableInputError.
    """
    from needle_evidence.workspace import load, open_project
    from needle_evidence.workspace.revisions import folder_in_repository, silencing_changes

    opened = open_project(Path(project))
    chosen = tuple(code.strip().upper() for code in select)
    config = replace(
        opened.config,
        select=chosen or opened.config.select,
        ignore=(*opened.config.ignore, *(code.strip().upper() for code in ignore)),
        require=(*opened.config.require, *(code.strip().upper() for code in require)),
        packs=(*opened.config.packs, *(name.strip().lower() for name in packs)),
    )
    run = replace(check_library(load(opened), config), folder=folder_in_repository(opened))
    if base:
        run = replace(run, base=base, setting_changes=silencing_changes(opened, base))
    return run, config


def unchecked_codes(run: CheckRun, require: Iterable[str]) -> tuple[str, ...]:
    """The required codes (or beginnings of codes) whose checks could not check everything.

    Rows and entries that could not be read were seen by no check.
    """
    return tuple(
        code
        for code in dict.fromkeys(require)
        if run.unread
        or any(r.not_checked for r in run.results if r.check.code.startswith(code))
        or not any(r.check.code.startswith(code) for r in run.results)
    )


def list_checks() -> tuple[CheckDescription, ...]:
    """The texts of every check, by code."""
    return tuple(check.description for check in all_checks())


def explain(code: str) -> CheckDescription:
    """The texts of one check; raises UsageError for an unknown code, with the nearest ones."""
    return find_check(code).description


def render_findings(run: CheckRun, form: str) -> str:
    """A run as "text", "json", "sarif", "github" or a plug-in's form.

    Raises UsageError for a form that does not exist.
    """
    from needle_evidence.reporting.findings_format import findings_formats

    forms = findings_formats()
    if form not in forms:
        raise UsageError(f"There is no format {form}.", f"Choose {', '.join(forms)}.")
    return forms[form].render(run)
