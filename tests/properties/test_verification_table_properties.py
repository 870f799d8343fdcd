"""verification.csv: any answers, in any order, are read back as they were written."""

from __future__ import annotations

import datetime
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from needle_evidence.formats.verification_table import (
    VERIFICATION,
    can_be_written,
    put_verifications,
)
from needle_evidence.model.verification import (
    COMPARED_FIELDS,
    NoticeState,
    RecordMatch,
    Verification,
)

NOTHING = Verification(citekey="a", source="b").columns
days = st.none() | st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 12, 31))
keys = st.text(min_size=1, max_size=12).filter(can_be_written).filter(lambda k: k[:1] not in "@“")
names = st.sampled_from(("crossref", "pubmed", "retraction_watch", "person"))
words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")), max_size=40
)
answers = st.builds(
    Verification,
    citekey=keys,
    source=names,
    identifier=st.sampled_from(("", "doi:10.1234/x", "pmid:7", 'doi:10.1234/a,"b"')),
    record=st.sampled_from(RecordMatch),
    compared=st.sets(st.sampled_from(COMPARED_FIELDS)).map(
        lambda found: tuple(name for name in COMPARED_FIELDS if name in found)
    ),
    differs=words,
    notice=st.sampled_from(NoticeState),
    notice_on=days,
    answered_on=days,
    as_of=days,
    reason=words,
    by=words,
)


@settings(max_examples=80, deadline=None)
@given(
    given_answers=st.lists(answers, max_size=5, unique_by=lambda a: (a.citekey, a.source, a.scheme))
)
def test_answers_are_read_back_in_whatever_order_they_came(
    given_answers: list[Verification],
) -> None:
    data = put_verifications(None, given_answers)
    assert put_verifications(None, given_answers[::-1]) == data
    rows, problems = VERIFICATION.read(data)
    assert not problems
    read = {(row.citekey, row.source, row.scheme): row for row in rows}
    assert len(read) == len(given_answers)
    for answer in given_answers:
        row = read[answer.citekey, answer.source, answer.scheme]
        texts = {name: getattr(row, name) for name in ("differs", "reason", "by")}
        assert replace(row, location=None, columns=NOTHING) == replace(answer, **texts)
        for name, text in texts.items():
            assert text.strip("“”") == " ".join(getattr(answer, name).split()).strip("“”")
    assert put_verifications(data, rows) == data
