"""`needle-evidence cite`: a copy of an article with citations for the claims that stand."""

from __future__ import annotations

from pathlib import Path

import click

from needle_evidence.cli.invocation import Invocation, common_options
from needle_evidence.cli.terminal import print_text
from needle_evidence.model.plain_text import one_line

_FORMS = ("pandoc", "html", "numbers")


@click.command()
@click.argument("article")
@click.option(
    "--form", type=click.Choice(_FORMS), default=None,
    help="[@citekey], linked numbers, or [1]; else what fits the file.",
)  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Where to write; else reports/cited/ and the article's path.",
)  # fmt: skip
@click.option("--style", default="", metavar="NAME", help="Of the reference list; else as set.")
@common_options
@click.pass_obj
def cite(
    invocation: Invocation, article: str, form: str | None, output: Path | None, style: str
) -> None:
    """Write a copy of ARTICLE in which the claims that stand cite their references.

    A claim stands when it is supported, its wording is licensed, no error is open on it and
    somebody signed it off. The others are listed as not yet checked and get no citation. The
    article itself is not touched.

    \b
    Examples:
      needle-evidence cite articles/page.md
      needle-evidence cite articles/page.md --form numbers -o page-cited.md
      needle-evidence cite articles/page.html
    """
    from needle_evidence.api.citing import cite as write_copy

    copy = write_copy(invocation.project, article, form=form or "", output=output, style=style)
    if invocation.quiet:
        return
    for claim_id, keys in copy.cited:
        print_text(f"cited        {claim_id}: {', '.join(keys)}")
    for claim_id, reasons in copy.not_yet:
        print_text(f"not checked  {claim_id}: {one_line('; '.join(reasons), 100)}")
    claims = len(copy.cited) + len(copy.not_yet)
    if copy.cited:
        cited = f"{len(copy.cited)} of {claims} claims stand and are cited"
        print_text(f"Wrote {copy.file}: {cited}; the others are not yet checked.")
    else:
        print_text(f"Wrote {copy.file}: none of {claims} claims stands, so nothing was put in.")
