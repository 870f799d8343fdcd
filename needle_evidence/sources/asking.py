"""Asking sources about identifiers: many at once, and from memory without the network."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence

from needle_evidence.cache import Cache
from needle_evidence.model.registry import RegistryAnswer
from needle_evidence.sources.client_settings import ClientSettings
from needle_evidence.sources.question_round import Outcome, Question, QuestionRound
from needle_evidence.sources.remembered_replies import keep_reply, kept_reply, open_replies
from needle_evidence.sources.source import (
    Fetch,
    NoAnswerError,
    Reply,
    Request,
    Source,
    UnreachableError,
)


class _NotRememberedError(NoAnswerError):
    """No reply to a request is kept."""


def ask(
    sources: Sequence[Source],
    questions: Sequence[Question],
    *,
    settings: ClientSettings | None = None,
    on_answer: Callable[[RegistryAnswer], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[RegistryAnswer, ...]:
    """Asks sources over the network; one answer per question, in order.

    questions: the name of a source and what it is asked for, ("crossref", "doi:10.1000/x").
    Every trouble becomes an answer with a reason; nothing is raised but what the caller's own
    functions raise, and KeyboardInterrupt. on_answer: gets each answer as soon as it is there,
    in the caller's thread; after an interruption it has got all that were there. progress: gets
    the number of answers and of all. Same questions are asked once. Sources are asked at the
    same time, each by as many connections as its rules allow; one that gives no sign of life
    several times in a row is not asked again.
    """
    from needle_evidence.sources.http_client import HttpClient  # 0.2 s, only with the network

    wanted = tuple(dict.fromkeys(questions))
    answers: dict[Question, RegistryAnswer] = {}
    chosen = settings or ClientSettings()
    client, memory = HttpClient(chosen), open_replies(chosen, write=True)

    def take(answer: RegistryAnswer) -> None:
        answers[answer.source, answer.identifier] = answer
        if on_answer is not None:
            on_answer(answer)

    def look_up(source: Source, identifier: str) -> Outcome:
        return _from_network(client.fetch, memory, source, identifier)

    asked = QuestionRound(sources, wanted, look_up, chosen)
    try:
        for answer in asked.answers():
            take(answer)
            if progress is not None:
                progress(len(answers), len(wanted))
    except KeyboardInterrupt:
        for answer in asked.stop():
            take(answer)
        raise
    finally:
        asked.stop()
        client.close()
        memory.close()
    return tuple(answers[question] for question in questions)


def remembered(
    source: Source, identifier: str, *, settings: ClientSettings | None = None
) -> RegistryAnswer | None:
    """The last answer of a source, with its own day; None where none is kept. No network."""
    question = (source.name, identifier)
    return remembered_answers((source,), (question,), settings=settings).get(question)


def remembered_answers(
    sources: Sequence[Source],
    questions: Sequence[Question],
    *,
    settings: ClientSettings | None = None,
) -> Mapping[Question, RegistryAnswer]:
    """The last answers that are kept to these questions, each with its own day. No network."""
    named = {source.name: source for source in sources}
    memory = open_replies(settings or ClientSettings(), write=False)
    found: dict[Question, RegistryAnswer] = {}
    try:
        for name, identifier in dict.fromkeys(questions):
            source = named.get(name)
            if source is not None:
                answer = _from_memory(memory, source, identifier)
                if answer is not None:
                    found[name, identifier] = answer
    finally:
        memory.close()
    return found


def split_identifier(identifier: str) -> tuple[str, str]:
    """The kind and the value of "doi:10.1000/x"."""
    kind, _, value = identifier.partition(":")
    return kind, value


def _from_network(
    ask_for: Callable[[Source, Request], Reply], memory: Cache, source: Source, identifier: str
) -> Outcome:
    """What a source says now; what it could read is kept."""
    replies: list[tuple[Request, Reply]] = []

    def fetch(request: Request) -> Reply:
        reply = ask_for(source, request)
        replies.append((request, reply))
        return reply

    try:
        answer = _looked_up(source, identifier, fetch, replies)
    except NoAnswerError as error:
        answer = RegistryAnswer(source=source.name, identifier=identifier, reason=str(error))
        return Outcome(answer=answer, reached=not isinstance(error, UnreachableError))
    for request, reply in replies:
        keep_reply(memory, source, request, reply)
    return Outcome(answer=answer)


def _from_memory(memory: Cache, source: Source, identifier: str) -> RegistryAnswer | None:
    replies: list[tuple[Request, Reply]] = []

    def fetch(request: Request) -> Reply:
        reply = kept_reply(memory, source, request)
        if reply is None:
            raise _NotRememberedError
        replies.append((request, reply))
        return reply

    try:
        return _looked_up(source, identifier, fetch, replies)
    except NoAnswerError:
        return None


def _looked_up(
    source: Source, identifier: str, fetch: Fetch, replies: Sequence[tuple[Request, Reply]]
) -> RegistryAnswer:
    """The answer, dated by the oldest reply that it rests on; raises NoAnswerError."""
    kind, value = split_identifier(identifier)
    if kind not in source.answers or not value:
        raise NoAnswerError(f"{source.title} cannot be asked for {identifier}")
    record = source.look_up(kind, value, fetch)
    days = [reply.answered_on for _, reply in replies]
    return RegistryAnswer(
        source=source.name,
        identifier=identifier,
        record=record,
        absent=record is None,
        answered_on=min(days, default=datetime.datetime.now(datetime.UTC).date()),
    )
