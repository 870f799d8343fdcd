"""What every command takes: the project's folder, how much to print, and completion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(kw_only=True, slots=True)
class Invocation:
    """The options that may stand before or after a command's name."""

    project: Path = Path()
    quiet: bool = False
    debug: bool = False


def _keep(context: click.Context, parameter: click.Parameter, value: object) -> None:
    if value is not None and value is not False:
        setattr(context.ensure_object(Invocation), str(parameter.name), value)


def common_options(command: Command) -> Command:
    """Adds `--project`, `--quiet` and `--debug` to a command; they end up in its Invocation."""
    for option in (
        click.option(
            "--debug", is_flag=True, expose_value=False, callback=_keep,
            help="Show the traceback if the tool itself fails.",
        ),
        click.option(
            "--quiet", "-q", is_flag=True, expose_value=False, callback=_keep,
            help="Print only what was asked for, no counts and no hints.",
        ),
        click.option(
            "--project", "-p", type=click.Path(path_type=Path), metavar="DIR",
            expose_value=False, callback=_keep,
            help="The project's folder; else the current one.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def complete_names(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Claim ids and citekeys that begin like what was typed."""
    from needle_evidence.api.projects import load_library
    from needle_evidence.errors import NeedleEvidenceError

    try:
        library = load_library(context.ensure_object(Invocation).project)
    except NeedleEvidenceError:
        return []
    claims = [] if parameter.name == "cites" else library.claims
    named = [(claim.claim_id, claim.text) for claim in claims]
    named += [(reference.key, reference.title) for reference in library.references]
    return [CompletionItem(n, help=text[:60]) for n, text in named if n.startswith(incomplete)]


def complete_codes(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Codes of checks that begin like what was typed."""
    from needle_evidence.api.checking import list_checks

    wanted = incomplete.upper()
    return [
        CompletionItem(check.code, help=check.summary)
        for check in list_checks()
        if check.code.startswith(wanted)
    ]
