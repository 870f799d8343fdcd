"""`needle-evidence wording`: how strongly a text claims, and what the evidence licenses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import print_details

if TYPE_CHECKING:
    from needle_evidence.api.judging import ClaimAssessment, Wording


@click.command()
@click.argument("text", metavar="TEXT|CLAIM_ID", shell_complete=complete_names)
@common_options
@click.pass_obj
def wording(invocation: Invocation, text: str) -> None:
    """Tell how strongly a text claims; for a claim, also what may be printed.

    A word without spaces that is the id of a claim is looked up; anything else is a text.

    \b
    Examples:
      needle-evidence wording "Dry needling cures migraine."
      needle-evidence wording treats-plantar-fasciitis
    """
    from needle_evidence.api.judging import assessment_of, wording_of
    from needle_evidence.api.projects import load_library
    from needle_evidence.errors import UnreadableInputError

    try:
        library = load_library(invocation.project)
    except UnreadableInputError:
        library = None  # a text can be judged without any project
    if library is not None and text in library.claims_by_id:
        _print_claim(assessment_of(library, text))
    else:
        print_details(text, _words(wording_of(text)))


def _words(found: Wording) -> list[tuple[str, str]]:
    if found.not_checked:
        return [("not checked", found.not_checked)]
    pairs = [("strength", found.strength.label)]
    for cue in (*found.cues, *found.establishment, *found.reassurance):
        denied = ", denied" if cue.denied else ""
        pairs.append(("word", f"“{cue.text}”: {cue.kind.replace('_', ' ')}{denied}"))
    pairs.append(("relation", found.relation))
    if found.cut:
        pairs.append(("note", "only the beginning was read"))
    return pairs


def _print_claim(assessment: ClaimAssessment) -> None:
    from needle_evidence.api.judging import printable

    judged, sentence = assessment.wording, printable(assessment)
    certainty = assessment.certainty
    print_details(
        assessment.claim.text,
        [
            ("judged", f"{judged.judged_text} (the {judged.judged_from})"),
            ("verdict", judged.verdict.value.replace("_", " ")),
            ("certainty", f"{certainty.symbol} {certainty.label}" if certainty else "not judged"),
            *(("because", reason) for reason in judged.reasons),
            *(("note", note) for note in judged.notes),
            ("not checked", judged.not_checked),
            ("may be printed", sentence.clinician),
            ("in plain words", sentence.plain if sentence.plain != sentence.clinician else ""),
            ("beside it", sentence.limits),
            ("cite with it", sentence.cite),
            ("rests on", sentence.why),
        ],
    )
