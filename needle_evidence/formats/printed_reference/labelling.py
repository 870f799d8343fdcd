"""The parts of a printed reference, told by a conditional random field: the door to pycrfsuite.

The model is `model.crfsuite` beside this module; how it is made is said in NOTICE.md.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from needle_evidence.formats.printed_reference.features import token_features
from needle_evidence.formats.printed_reference.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pycrfsuite import Tagger

# Labels that the training data tell apart and a reader of the result does not need to.
_SAME = {
    "journal": "container",
    "container-title": "container",
    "collection-title": "series",
    "director": "editor",
    "producer": "editor",
    "medium": "genre",
    "source": "container",
}
_MOST_TOKENS = 400


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A stretch of a reference with one label.

    label: author, title, container, date, volume, pages, editor, translator, publisher,
    location, series, edition, genre, note, … own_label: as the training data name it (journal
    or container-title for container). first, last: numbers of its tokens. confidence: the
    model's own probability (0 to 1) for the least certain of its tokens and borders.
    """

    label: str
    own_label: str
    first: int
    last: int
    confidence: float


class Labeller:
    """A trained model, ready to label."""

    def __init__(self, model: bytes) -> None:
        import pycrfsuite

        self._tagger: Tagger = pycrfsuite.Tagger()
        # crfsuite reads from these bytes as long as it labels, and keeps no hold of them itself.
        self._model = model
        self._tagger.open_inmemory(model)
        self._kin: dict[str, list[str]] = {}
        for label in self._tagger.labels():
            self._kin.setdefault(f"{label[0]}-{merged(label[2:])}", []).append(label)

    def parts(self, tokens: Sequence[Token]) -> tuple[Part, ...]:
        """The parts of one reference, in order; tokens after the first 400 belong to none.

        Takes time in proportion to the tokens: about a millisecond for a usual reference.
        """
        tokens = tokens[:_MOST_TOKENS]
        if not tokens:
            return ()
        self._tagger.set(token_features(tokens))
        labels = self._tagger.tag()
        return tuple(
            Part(
                label=merged(name),
                own_label=name,
                first=first,
                last=last,
                confidence=self._confidence(labels, first, last),
            )
            for name, first, last in spans(labels)
        )

    def _confidence(self, labels: Sequence[str], first: int, last: int) -> float:
        name = merged(labels[first][2:])
        sure = min(
            self._probability("B", name, index) + self._probability("I", name, index)
            for index in range(first, last + 1)
        )
        if labels[first][0] == "B" and first:
            sure = min(sure, self._probability("B", name, first))
        if last + 1 < len(labels):
            sure = min(sure, 1 - self._probability("I", name, last + 1))
        return max(0.0, min(1.0, sure))

    def _probability(self, mark: str, name: str, index: int) -> float:
        kin = self._kin.get(f"{mark}-{name}", ())
        return float(sum(self._tagger.marginal(label, index) for label in kin))


@cache
def shipped_labeller() -> Labeller:
    """The model that ships with the package; read once per process."""
    folder = importlib.resources.files("needle_evidence.formats.printed_reference")
    return Labeller((folder / "model.crfsuite").read_bytes())


def merged(name: str) -> str:
    """The label that stands for a label of the training data."""
    return _SAME.get(name, name)


def spans(labels: Sequence[str]) -> list[tuple[str, int, int]]:
    """(name, first, last) of the stretches of "B-…", "I-…" labels."""
    found: list[tuple[str, int, int]] = []
    for index, label in enumerate(labels):
        mark, _, name = label.partition("-")
        if mark == "B" or not found or found[-1][0] != name:
            found.append((name, index, index))
        else:
            found[-1] = (name, found[-1][1], index)
    return found


def train_model(
    examples: Iterable[tuple[Sequence[Token], Sequence[str]]],
    path: str,
    settings: Mapping[str, float | bool],
) -> None:
    """Writes a model trained on tokens with their labels; the same input gives the same model.

    path: of the file to write. settings: crfsuite's (L-BFGS).
    """
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(dict(settings))
    for tokens, labels in examples:
        trainer.append(token_features(tokens), list(labels))
    trainer.train(path)
