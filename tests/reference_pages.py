"""The pages of docs/reference, made from the code itself."""

from __future__ import annotations

from pathlib import Path

import click

from needle_evidence.api.checking import list_checks
from needle_evidence.cli.main import main

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
_MADE = "<!-- Made from the code by `make docs`; edit the code, not this page. -->\n"


def reference_pages() -> dict[Path, str]:
    """Each generated page by its file."""
    return {
        REFERENCE / "checks.md": checks_page(),
        REFERENCE / "commands.md": commands_page(),
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
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        own = command.make_context(name, [], parent=context, resilient_parsing=True)
        parts.append(f"\n## {name}\n\n```\n{_help(command, own)}\n```")
    return "\n".join(parts) + "\n"


def _help(command: click.Command, context: click.Context) -> str:
    context.terminal_width = 100
    return command.get_help(context).rstrip()
