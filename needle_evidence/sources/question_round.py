"""One round of questions: each source answers its own queue at its own pace, in threads."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from needle_evidence.model.registry import RegistryAnswer
from needle_evidence.sources.client_settings import ClientSettings
from needle_evidence.sources.source import Source

# The name of a source, and what it is asked for: ("crossref", "doi:10.1000/x").
Question = tuple[str, str]
_TICK = 0.2  # seconds; a blocked wait could not be interrupted on every system


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """An answer, and whether the source could be spoken with at all."""

    answer: RegistryAnswer
    reached: bool = True


class QuestionRound:
    """The questions of one call, their threads and what they found so far."""

    def __init__(
        self,
        sources: Sequence[Source],
        questions: Sequence[Question],
        look_up: Callable[[Source, str], Outcome],
        settings: ClientSettings,
    ) -> None:
        """questions: each once. look_up: asks a source for an identifier, in a thread."""
        self._look_up = look_up
        self._settings = settings
        self._sources = {source.name: source for source in sources}
        self._waiting: dict[str, queue.SimpleQueue[str]] = {}
        self._found: queue.SimpleQueue[RegistryAnswer] = queue.SimpleQueue()
        self._open = dict.fromkeys(questions, 0.0)  # with the time at which each was begun
        self._silent: dict[str, int] = {}
        self._stopped = threading.Event()
        for name, identifier in questions:
            if name in self._sources:
                self._waiting.setdefault(name, queue.SimpleQueue()).put(identifier)
            else:
                self._found.put(_no_answer(name, identifier, f"there is no source {name}"))

    def answers(self) -> Iterator[RegistryAnswer]:
        """Asks, and yields each answer when it is there, until none is missing."""
        for name in self._waiting:
            source = self._sources[name]
            connections = source.connections if self._settings.contact else 1
            for _ in range(connections):
                # Daemons: a thread that hangs in the network must not keep the process.
                threading.Thread(target=self._answer, args=(source,), daemon=True).start()
        while self._open:
            try:
                answer = self._found.get(timeout=_TICK)
            except queue.Empty:
                self._give_up_on_overdue()
                continue
            if self._open.pop((answer.source, answer.identifier), None) is not None:
                yield answer

    def stop(self) -> tuple[RegistryAnswer, ...]:
        """Begins no further question; returns the answers that were there but not yielded."""
        self._stopped.set()
        left: list[RegistryAnswer] = []
        while True:
            try:
                left.append(self._found.get_nowait())
            except queue.Empty:
                return tuple(left)

    def _answer(self, source: Source) -> None:
        """The work of one thread: the source's questions, one after the other."""
        waiting = self._waiting[source.name]
        while not self._stopped.is_set():
            try:
                identifier = waiting.get_nowait()
            except queue.Empty:
                return
            if self._silent.get(source.name, 0) >= self._settings.give_up_after:
                self._found.put(_given_up(source, identifier))
                continue
            self._open[source.name, identifier] = time.monotonic()
            self._found.put(self._asked(source, identifier))

    def _asked(self, source: Source, identifier: str) -> RegistryAnswer:
        try:
            outcome = self._look_up(source, identifier)
        except Exception as error:  # noqa: BLE001 - one odd record must not cost the other answers
            reason = f"the answer of {source.title} could not be read ({type(error).__name__})"
            return _no_answer(source.name, identifier, reason)
        silent = self._silent.get(source.name, 0)
        self._silent[source.name] = 0 if outcome.reached else silent + 1
        return outcome.answer

    def _give_up_on_overdue(self) -> None:
        """Ends questions whose thread hangs, as under headers that come drop by drop."""
        settings = self._settings
        # No attempt begins later than `total_seconds + longest_wait`, and one takes no longer.
        longest = 2 * (settings.total_seconds + settings.longest_wait)
        now = time.monotonic()
        for (name, identifier), begun in list(self._open.items()):
            if begun and now - begun > longest:
                self._silent[name] = settings.give_up_after
                title = self._sources[name].title
                reason = f"{title} did not end its answer in time"
                self._found.put(_no_answer(name, identifier, reason))
                self._answer_as_given_up(name)

    def _answer_as_given_up(self, name: str) -> None:
        source, waiting = self._sources[name], self._waiting[name]
        while True:
            try:
                identifier = waiting.get_nowait()
            except queue.Empty:
                return
            self._found.put(_given_up(source, identifier))


def _given_up(source: Source, identifier: str) -> RegistryAnswer:
    reason = f"{source.title} was not asked: it had given no sign of life several times in a row"
    return _no_answer(source.name, identifier, reason)


def _no_answer(source: str, identifier: str, reason: str) -> RegistryAnswer:
    return RegistryAnswer(source=source, identifier=identifier, reason=reason)
