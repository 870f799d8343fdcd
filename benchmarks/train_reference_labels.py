"""`python -m benchmarks.train_reference_labels --data DIR`: makes the model of printed references.

DIR holds `anystyle_core.xml` (from inukshuk/anystyle; licence in printed_reference/NOTICE.md).
Without options, the model that ships is written, trained on the whole set. With `--evaluate`
nothing is written: a model is trained on four fifths, and measured on the fifth that was held
back, and on the project's own cases. The same data give the same model.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from benchmarks.labelled_strings import (
    LabelledString,
    Piece,
    labelled_string,
    mended,
    read_core,
    recombined,
    split_held_back,
)
from benchmarks.restyled_references import restyled_references
from needle_evidence.formats import printed_reference
from needle_evidence.formats.printed_reference.labelling import Labeller, train_model

MODEL = Path(printed_reference.__file__).parent / "model.crfsuite"
_INVENTED = 500
_COPIES = 2
_SEED = 7
# Chosen by cross-validation inside the four fifths.
_SETTINGS: dict[str, float | bool] = {
    "c1": 0.1,
    "c2": 0.05,
    "max_iterations": 100,
    "feature.possible_transitions": False,
    "feature.minfreq": 1,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains, and writes the model or prints its figures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.train_reference_labels",
        description=(__doc__ or "").partition("\n\n")[0],
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--evaluate", action="store_true", help="measure, and write nothing")
    options = parser.parse_args(arguments)
    if options.evaluate:
        from benchmarks.reference_strings import print_figures

        print_figures(options.data)
        return
    train(read_core(options.data), MODEL)
    print(f"wrote {MODEL.name}, {MODEL.stat().st_size / 1e6:.2f} MB", file=sys.stderr)


def train(references: Sequence[list[Piece]], path: Path) -> None:
    """Writes a model trained on labelled references and on invented ones in medical styles."""
    titles = [text for pieces in references for label, text, _ in pieces if label == "title"]
    invented = restyled_references(_INVENTED, Random(_SEED), titles=titles)
    learned = [mended(pieces) for pieces in references]
    random = Random(_SEED)
    again = [pieces for _ in range(_COPIES) for pieces in recombined(learned, random)]
    examples = [labelled_string(pieces) for pieces in (*learned, *again, *invented)]
    train_model([(e.tokens, e.labels) for e in examples], str(path), _SETTINGS)


def train_on_four_fifths(
    references: Sequence[list[Piece]],
) -> tuple[Labeller, list[LabelledString]]:
    """A labeller that has not seen the held-back fifth, and that fifth."""
    learned, held_back = split_held_back(references)
    with tempfile.TemporaryDirectory(prefix="needle-evidence-labels-") as folder:
        path = Path(folder) / "model.crfsuite"
        train(learned, path)
        labeller = Labeller(path.read_bytes())
    return labeller, [labelled_string(pieces) for pieces in held_back]


if __name__ == "__main__":
    main()
