"""`needle-evidence wording`: how strongly a text claims, and what the evidence licenses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from needle_evidence.cli.invocation import Invocation, common_options, complete_names
from needle_evidence.cli.terminal import print_details
from needle_evidence.model.plain_text import one_line

if TYPE_CHECKING:
    from needle_evidence.api.judging import ClaimAssessment, Wording


_LONGEST_TITLE = 300  # characters
_MOST_WORDS = 20


@click.command()
@click.argument("text", metavar="TEXT|CLAIM_ID", shell_complete=complete_names)
@common_options
@click.pass_obj
def wording(invocation: Invocation, text: str) -> None:
    """Tell how strongly a text claims; for a claim, also what may be printed.

    The id of a claim is looked up; anything else is a text. Writes nothing.

    \b
    Examples:
      needle-evidence wording "Dry needling cures migraine."
      needle-evidence wording treats-plantar-fasciitis
    """
    from needle_evidence.api.judging import assessment_of, is_claim_id, wording_of
    from needle_evidence.api.projects import load_library
    from needle_evidence.errors import UnreadableInputError

    library = None
    try:
        library = load_library(invocation.project, source_texts=False)
    except UnreadableInputError:
        if "-" in text and is_claim_id(text):
            raise
        # a text can be judged without any project
    if library is not None and is_claim_id(text, library):
        _print_claim(assessment_of(library, text))
    else:
        print_details(one_line(text, _LONGEST_TITLE) or "(no text)", _words(wording_of(text)))


def _words(found: Wording) -> list[tuple[str, str]]:
    from needle_evidence.api.judging import certainty_needed

    if found.not_checked:
        return [("not checked", found.not_checked)]
    needed = certainty_needed(found.strength)
    pairs = [("strength", found.strength.label + (f": {needed}" if needed else ""))]
    told = Counter(
        f"“{one_line(cue.text, 60)}”: {cue.kind.replace('_', ' ')}{', denied' * cue.denied}"
        for cue in (*found.cues, *found.establishment, *found.reassurance)
    )
    for words, times in list(told.items())[:_MOST_WORDS]:
        pairs.append(("word", words + (f" ({times} times)" if times > 1 else "")))
    if len(told) > _MOST_WORDS:
        pairs.append(("", f"and {len(told) - _MOST_WORDS} other words"))
    pairs.append(("relation", found.relation))
    if found.cut:
        pairs.append(("note", "only the beginning of this long text was read"))
    return pairs


def _print_claim(assessment: ClaimAssessment) -> None:
    from needle_evidence.api.judging import printable

    judged, sentence = assessment.wording, printable(assessment)
    certainty = assessment.certainty
    own = judged.judged_text == assessment.claim.text
    print_details(
        assessment.claim.text,
        [
            ("judged", "" if own else f"{judged.judged_text} (the {judged.judged_from})"),
            ("verdict", judged.verdict.value.replace("_", " ")),
            *(("because", reason) for reason in judged.reasons),
            ("not checked", judged.not_checked),
            *(("note", note) for note in judged.notes),
            ("certainty", f"{certainty.symbol} {certainty.label}" if certainty else "not judged"),
            ("may be printed", sentence.clinician or f"nothing: {sentence.why}"),
            ("in plain words", sentence.plain if sentence.plain != sentence.clinician else ""),
            ("beside it", sentence.limits),
            ("cite with it", sentence.cite),
            ("rests on", sentence.why if sentence.clinician else ""),
        ],
    )
