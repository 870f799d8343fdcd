"""Asking registries: many at once, every trouble as a reason, and from memory offline."""

from __future__ import annotations

import datetime
import time

import pytest

from needle_evidence.model.registry import NoticeKind, RegistryAnswer
from needle_evidence.sources import ask, remembered, remembered_answers, sources
from tests.fake_registries import FakeRegistries, Trouble
from tests.fake_registries import crossref_answers as crossref

ALL = sources()
NAMED = {source.name: source for source in ALL}
DOI = "10.2522/ptj.20130255"
QUESTION = ("crossref", f"doi:{DOI}")
PLACE = f"api.crossref.org/works/{DOI}"
TODAY = datetime.datetime.now(datetime.UTC).date()


def only(answers: tuple[RegistryAnswer, ...]) -> RegistryAnswer:
    (answer,) = answers
    return answer


def test_a_record_is_asked_for_politely(fake_registries: FakeRegistries) -> None:
    fake_registries.set(PLACE, crossref.work(DOI))
    answer = only(ask(ALL, [QUESTION], settings=fake_registries.settings()))
    assert answer.record is not None
    assert answer.record.reference.year == "2014"
    assert (answer.absent, answer.reason, answer.answered_on) == (False, "", TODAY)
    (request,) = fake_registries.asked
    assert request.args["mailto"] == "web@example.org"
    assert request.headers["User-Agent"].startswith("needle-evidence/")
    assert request.headers["User-Agent"].endswith("(mailto:web@example.org)")


def test_nobody_is_named_without_an_address(fake_registries: FakeRegistries) -> None:
    ask(ALL, [QUESTION], settings=fake_registries.settings(contact=""))
    (request,) = fake_registries.asked
    assert "mailto" not in request.args
    assert "mailto" not in request.headers["User-Agent"]


REASONS = {
    Trouble.BUSY: "answered 429 once (too many requests; it asked to wait 3600 seconds)",
    Trouble.OUT_OF_ORDER: "answered 500 3 times (it is out of order)",
    Trouble.SLOW: "did not answer within 0.4 seconds",
    Trouble.DRIP: "did not end its answer in time",
    Trouble.ENDLESS: "sent more than 0.2 MB",
    Trouble.HUGE: "sent more than 0.2 MB",
    Trouble.BOMB: "sent more than 0.2 MB",
    Trouble.LOOP: "redirected more than 3 times",
    Trouble.ELSEWHERE: "redirected elsewhere (example.org), which was not followed",
    Trouble.UNENCRYPTED: "redirected elsewhere",
    Trouble.PORTAL: "answered with a web page",
    Trouble.PORTAL_404: "answered with a web page",
    Trouble.GARBAGE: "sent what is no record of its own",
    Trouble.FORBIDDEN: "answered 403",
}


@pytest.mark.parametrize("trouble", REASONS)
def test_every_trouble_is_a_reason_and_never_an_absence(
    fake_registries: FakeRegistries, trouble: Trouble
) -> None:
    fake_registries.set(PLACE, crossref.work(DOI))
    fake_registries.troubles["api.crossref.org"] = trouble
    is_late = trouble in {Trouble.SLOW, Trouble.DRIP}
    hurried = {"attempts": 1, "read_seconds": 0.4, "total_seconds": 0.6}
    settings = fake_registries.settings(**(hurried if is_late else {}))
    begun = time.monotonic()
    answer = only(ask(ALL, [QUESTION], settings=settings))
    assert REASONS[trouble] in answer.reason
    assert answer.reason.startswith("Crossref")
    assert answer.record is None
    assert not answer.absent
    assert answer.answered_on is None
    assert time.monotonic() - begun < 15
    assert remembered(NAMED["crossref"], QUESTION[1], settings=fake_registries.settings()) is None


def test_troubles_have_all_a_test() -> None:
    assert set(REASONS) | {Trouble.NONE, Trouble.BUSY_TWICE} == set(Trouble)


def test_a_busy_registry_is_waited_for(fake_registries: FakeRegistries) -> None:
    fake_registries.set(PLACE, crossref.work(DOI))
    fake_registries.troubles["api.crossref.org"] = Trouble.BUSY_TWICE
    assert only(ask(ALL, [QUESTION], settings=fake_registries.settings())).record is not None
    assert len(fake_registries.asked) == 3


def test_retry_after_is_honoured(fake_registries: FakeRegistries) -> None:
    fake_registries.set(PLACE, {}, status=503, headers={"Retry-After": "1"})
    begun = time.monotonic()
    answer = only(ask(ALL, [QUESTION], settings=fake_registries.settings(attempts=2)))
    assert time.monotonic() - begun >= 1
    assert "answered 503 twice" in answer.reason


def test_no_network_at_all(fake_registries: FakeRegistries) -> None:
    settings = fake_registries.settings(addresses={"api.crossref.org": "http://127.0.0.1:9"})
    answer = only(ask(ALL, [QUESTION], settings=settings))
    assert "could not be reached" in answer.reason


def test_a_redirect_within_the_registry_is_followed(fake_registries: FakeRegistries) -> None:
    moved = "https://api.crossref.org/works/moved"
    fake_registries.set(PLACE, {}, status=301, headers={"Location": moved})
    fake_registries.set("api.crossref.org/works/moved", crossref.work(DOI))
    assert only(ask(ALL, [QUESTION], settings=fake_registries.settings())).record is not None


def test_what_a_registry_does_not_know_is_absent(fake_registries: FakeRegistries) -> None:
    answer = only(ask(ALL, [QUESTION], settings=fake_registries.settings()))
    assert answer.absent
    assert (answer.record, answer.reason, answer.answered_on) == (None, "", TODAY)
    kept = remembered(NAMED["crossref"], QUESTION[1], settings=fake_registries.settings())
    assert kept == answer


def test_the_last_answer_is_remembered_with_its_day(
    fake_registries: FakeRegistries, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = fake_registries.settings()
    assert remembered(NAMED["crossref"], QUESTION[1], settings=settings) is None
    fake_registries.set(PLACE, crossref.work(DOI))
    answer = only(ask(ALL, [QUESTION], settings=settings))
    before = len(fake_registries.asked)
    assert remembered_answers(ALL, [QUESTION], settings=settings) == {QUESTION: answer}
    assert len(fake_registries.asked) == before
    fake_registries.troubles["api.crossref.org"] = Trouble.PORTAL
    assert only(ask(ALL, [QUESTION], settings=settings)).reason
    assert remembered(NAMED["crossref"], QUESTION[1], settings=settings) == answer


@pytest.mark.parametrize(
    ("headers", "requests", "renewed"),
    [
        ({"ETag": '"1"'}, 2, True),
        ({"ETag": '"1"', "Cache-Control": "no-cache"}, 2, True),
        ({"Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"}, 2, True),
        ({"Expires": "Mon, 01 Jan 2125 00:00:00 GMT"}, 2, True),
        ({"Cache-Control": "no-store, max-age=3600"}, 2, True),
        ({"Cache-Control": "private, max-age=3600", "ETag": '"1"'}, 1, False),
        ({"Cache-Control": "max-age=999999999999"}, 1, False),
    ],
)
def test_freshness_and_validators(
    fake_registries: FakeRegistries,
    monkeypatch: pytest.MonkeyPatch,
    headers: dict[str, str],
    requests: int,
    renewed: bool,
) -> None:
    days = datetime.date(2026, 1, 1), datetime.date(2026, 1, 5)
    fake_registries.set(PLACE, crossref.work(DOI), headers=headers)
    settings = fake_registries.settings()
    for day in days:
        monkeypatch.setattr("needle_evidence.sources.http_client._today", lambda day=day: day)
        answer = only(ask(ALL, [QUESTION], settings=settings))
        assert answer.record is not None
    assert answer.answered_on == days[renewed]
    assert remembered(NAMED["crossref"], QUESTION[1], settings=settings) == answer
    assert len(fake_registries.asked) == requests
    if requests > 1 and "ETag" in headers:
        assert fake_registries.asked[1].headers["If-None-Match"] == '"1"'


def test_freshness_is_for_a_day_at_most(
    fake_registries: FakeRegistries, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time as clock

    fake_registries.set(PLACE, crossref.work(DOI), headers={"Cache-Control": "max-age=999999"})
    settings = fake_registries.settings()
    ask(ALL, [QUESTION], settings=settings)
    now = clock.time()
    monkeypatch.setattr("hishel._core._spec.time.time", lambda: now + 90_000)
    ask(ALL, [QUESTION], settings=settings)
    assert len(fake_registries.asked) == 2


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("5", 5.0), ("", None), ("soon", None), ("-3", None), ("9" * 40, 999_999_999.0)],
)
def test_words_for_waiting(written: str, seconds: float | None) -> None:
    from needle_evidence.sources.http_client import _asked_wait

    assert _asked_wait(written) == seconds


def test_a_day_until_which_to_wait() -> None:
    import email.utils

    from needle_evidence.sources.http_client import _asked_wait

    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=30)
    waited = _asked_wait(email.utils.format_datetime(later, usegmt=True))
    assert waited is not None
    assert 25 < waited <= 30
    assert _asked_wait("Mon, 01 Jan 2001 00:00:00 GMT") == 0.0


def test_a_run_goes_on_where_nothing_can_be_kept(
    fake_registries: FakeRegistries, tmp_path: object
) -> None:
    fake_registries.set(PLACE, crossref.work(DOI))
    settings = fake_registries.settings()
    assert settings.cache is not None
    settings.cache.write_text("a file where the folder should be", encoding="utf-8")
    assert only(ask(ALL, [QUESTION], settings=settings)).record is not None
    assert remembered(NAMED["crossref"], QUESTION[1], settings=settings) is None


def test_damaged_caches_are_made_anew(fake_registries: FakeRegistries) -> None:
    fake_registries.set(PLACE, crossref.work(DOI))
    settings = fake_registries.settings()
    assert settings.cache is not None
    settings.cache.mkdir()
    for name in ("answers.sqlite", "validated.sqlite"):
        (settings.cache / name).write_bytes(b"not a database" * 500)
    assert remembered(NAMED["crossref"], QUESTION[1], settings=settings) is None
    answer = only(ask(ALL, [QUESTION], settings=settings))
    assert remembered(NAMED["crossref"], QUESTION[1], settings=settings) == answer


def test_another_work_is_no_answer(fake_registries: FakeRegistries) -> None:
    fake_registries.set(PLACE, crossref.work("10.1000/another"))
    answer = only(ask(ALL, [QUESTION], settings=fake_registries.settings()))
    assert answer.reason == "Crossref sent the record of another work (10.1000/another)"
    assert not answer.absent


def test_many_questions_in_order_and_each_once(fake_registries: FakeRegistries) -> None:
    numbers = range(20)
    for number in numbers:
        fake_registries.set(
            f"api.crossref.org/works/10.1000/{number}", crossref.work(f"10.1000/{number}")
        )
    asked = [("crossref", f"doi:10.1000/{number}") for number in numbers]
    seen: list[RegistryAnswer] = []
    steps: list[tuple[int, int]] = []
    answers = ask(
        ALL,
        [*asked, asked[0]],
        settings=fake_registries.settings(),
        on_answer=seen.append,
        progress=lambda done, of: steps.append((done, of)),
    )
    assert [(a.source, a.identifier) for a in answers] == [*asked, asked[0]]
    assert all(answer.record for answer in answers)
    assert len(seen) == len(fake_registries.asked) == 20
    assert steps == [(done, 20) for done in range(1, 21)]


def test_a_silent_registry_is_soon_left_alone(fake_registries: FakeRegistries) -> None:
    fake_registries.troubles["api.crossref.org"] = Trouble.OUT_OF_ORDER
    asked = [("crossref", f"doi:10.1000/{number}") for number in range(30)]
    answers = ask(ALL, asked, settings=fake_registries.settings(attempts=1))
    assert len(fake_registries.asked) < 8
    assert "was not asked" in answers[-1].reason
    assert all(answer.reason and not answer.absent for answer in answers)


def test_an_interruption_keeps_what_was_learned(fake_registries: FakeRegistries) -> None:
    numbers = range(10)
    for number in numbers:
        fake_registries.set(
            f"api.crossref.org/works/10.1000/{number}", crossref.work(f"10.1000/{number}")
        )
    seen: list[RegistryAnswer] = []

    def interrupt_after_three(done: int, _of: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    asked = [("crossref", f"doi:10.1000/{number}") for number in numbers]
    settings = fake_registries.settings()
    with pytest.raises(KeyboardInterrupt):
        ask(ALL, asked, settings=settings, on_answer=seen.append, progress=interrupt_after_three)
    assert len(seen) >= 3
    kept = remembered_answers(ALL, asked, settings=settings)
    assert {answer.identifier for answer in seen} <= {identifier for _, identifier in kept}


def test_headers_that_never_end_do_not_keep_the_run(fake_registries: FakeRegistries) -> None:
    import socket
    import threading

    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    done = threading.Event()

    def drip() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1000)
            connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while not done.wait(0.05):
                try:
                    connection.sendall(b"x")
                except OSError:
                    return

    threading.Thread(target=drip, daemon=True).start()
    settings = fake_registries.settings(
        attempts=1,
        longest_wait=0.1,
        total_seconds=0.5,
        addresses={"api.crossref.org": f"http://127.0.0.1:{port}"},
        contact="",
    )
    asked = [QUESTION, ("crossref", "doi:10.1000/other")]
    answers = ask(ALL, asked, settings=settings)
    done.set()
    listener.close()
    assert answers[0].reason == "Crossref did not end its answer in time"
    assert "was not asked" in answers[1].reason


def test_what_cannot_be_asked_is_a_reason(fake_registries: FakeRegistries) -> None:
    answers = ask(
        ALL,
        [("crossref", "pmid:1"), ("nowhere", "doi:10.1000/x"), ("crossref", "doi:")],
        settings=fake_registries.settings(),
    )
    assert [answer.reason for answer in answers] == [
        "Crossref cannot be asked for pmid:1",
        "there is no source nowhere",
        "Crossref cannot be asked for doi:",
    ]
    assert not fake_registries.asked


def test_a_fault_of_one_source_is_a_reason(fake_registries: FakeRegistries) -> None:
    import dataclasses

    def fail(*_: object) -> None:
        raise KeyError("DOI")

    broken = dataclasses.replace(NAMED["crossref"], look_up=fail)
    answer = only(ask([broken], [QUESTION], settings=fake_registries.settings()))
    assert answer.reason == "the answer of Crossref could not be read (KeyError)"


def test_addresses_of_tests_stay_on_this_machine(fake_registries: FakeRegistries) -> None:
    with pytest.raises(ValueError, match="not an address on this machine"):
        fake_registries.settings(addresses={"api.crossref.org": "http://example.org"})


def test_a_retraction_is_told(fake_registries: FakeRegistries) -> None:
    updated_by = [crossref.update("10.1000/notice", "retraction", source="retraction-watch")]
    fake_registries.set(PLACE, crossref.work(DOI, updated_by=updated_by))
    answer = only(ask(ALL, [QUESTION], settings=fake_registries.settings()))
    assert answer.record is not None
    (notice,) = answer.record.notices
    assert notice.kind is NoticeKind.RETRACTION
    assert notice.identifier == "doi:10.1000/notice"
    assert notice.published_on == datetime.date(2016, 3, 1)
