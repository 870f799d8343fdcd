"""The pages of docs/reference, made from the code itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from needle_evidence.api.checking import list_checks
from needle_evidence.cli.main import main
from needle_evidence.reporting.report_format import report_formats

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
_MADE = "<!-- Made from the code by `make docs`; edit the code, not this page. -->\n"


def reference_pages() -> dict[Path, str]:
    """Each generated page by its file."""
    return {
        REFERENCE / "checks.md": checks_page(),
        REFERENCE / "commands.md": commands_page(),
        REFERENCE / "report-forms.md": report_forms_page(),
    }


def checks_page() -> str:
    """Every check with its texts."""
    parts = [
        _MADE,
        "# Checks\n",
        "`needle-evidence check` runs all of these but those of a rule pack, which are switched on "
        "with `--pack` or `packs` in the settings; `needle-evidence explain CODE` prints one. "
        "An *error* means that a claim is not backed or that something was not read, a *warning* "
        "that there is very probably a mistake, a *note* that something could be better.\n",
        "| code | severity | finds |\n|---|---|---|",
    ]
    parts[-1] += "".join(
        f"\n| [{c.code}](#{c.code.lower()}-{c.name}) | {c.severity.value} | {c.summary} |"
        for c in list_checks()
    )
    parts.extend(
        f"\n## {check.code} {check.name}\n\n"
        f"{check.summary} *({check.severity.value})*\n\n"
        f"**Why.** {check.why}\n\n"
        f"Bad:\n\n```\n{check.bad}\n```\n\nGood:\n\n```\n{check.good}\n```\n\n"
        f"**What to do.** {check.way_out}"
        + (f"\n\nPart of the rule pack `{check.pack}`. Not legal advice." if check.pack else "")
        for check in list_checks()
    )
    return "\n".join(parts) + "\n"


def commands_page() -> str:
    """Every command with its help."""
    context = main.make_context("needle-evidence", [], resilient_parsing=True)
    parts = [_MADE, "# Commands\n", f"```\n{_help(main, context)}\n```"]
    for title, command, own in _commands(main, context):
        parts.append(f"\n## {title}\n\n```\n{_help(command, own)}\n```")
    return "\n".join(parts) + "\n"


def report_forms_page() -> str:
    """Every form that a report can have."""
    parts = [
        _MADE,
        "# Forms of the report\n",
        "`needle-evidence report --format NAME`; `--format all` writes every form that there is "
        "for the audience. Without `--format` those are written that say *by default*.\n",
        "| name | what for | audiences | |\n|---|---|---|---|",
    ]
    parts[-1] += "".join(
        f"\n| `{form.name}` | {form.summary} | "
        f"{', '.join(audience.value for audience in form.audiences)} | "
        f"{'by default' if form.by_default else ''} |"
        for form in report_formats().values()
    )
    return "\n".join(parts) + "\n"


def _commands(
    group: click.Group, context: click.Context, above: str = ""
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Each command with its name and context; the commands of a group after the group."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        own = command.make_context(name, [], parent=context, resilient_parsing=True)
        yield f"{above}{name}", command, own
        if isinstance(command, click.Group):
            yield from _commands(command, own, f"{name} ")


def _help(command: click.Command, context: click.Context) -> str:
    context.terminal_width = 100
    return command.get_help(context).rstrip()
