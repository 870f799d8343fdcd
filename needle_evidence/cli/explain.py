"""`needle-evidence explain`: why a check matters and what to do."""

from __future__ import annotations

import click

from needle_evidence.cli.invocation import common_options, complete_codes
from needle_evidence.cli.terminal import print_rows, print_text


@click.command()
@click.argument("code", required=False, shell_complete=complete_codes)
@common_options
def explain(code: str | None) -> None:
    """Explain a check: what it finds, why that matters, and what to do. Without CODE, list all.

    \b
    Examples:
      needle-evidence explain NE101
      needle-evidence explain
    """
    if code is None:
        from needle_evidence.api.checking import list_checks

        rows = [
            {"code": c.code, "severity": c.severity.value, "name": c.name, "finds": c.summary}
            for c in list_checks()
        ]
        print_rows(rows, ("code", "severity", "name", "finds"), "table")
        return
    from needle_evidence.api.checking import explain as find

    check = find(code)
    parts = [
        f"{check.code} {check.name} ({check.severity.value})",
        check.summary,
        f"Why: {check.why}",
        f"Bad:\n{_indented(check.bad)}",
        f"Good:\n{_indented(check.good)}",
        f"What to do: {check.way_out}",
    ]
    if check.pack:
        parts.append(
            f"It belongs to the rule pack “{check.pack}”, which runs only where it is switched "
            "on: check --pack, or packs in the settings. Not legal advice."
        )
    print_text("\n\n".join(parts))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
