"""Any text comes back from structured data as it was; any number keeps its digits."""

from __future__ import annotations

import json
from decimal import Decimal
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.reporting.fhir.exact_json import exact_json
from needle_evidence.reporting.fhir.plain_elements import fhir_decimal, markdown, plain
from needle_evidence.reporting.json_text import json_text
from needle_evidence.reporting.linked_data.script_block import script_blocks
from needle_evidence.reporting.linked_data.web_page import LinkedPage

ANY_TEXT = st.text(st.characters(categories=None)) | st.lists(
    st.sampled_from(["</script", ">", "<!--", "<script", "--", "]]>", "&lt;", "\\", '"', "\ud800"])
).map("".join)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | ANY_TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner),
)


class _Data(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(text=ANY_TEXT, path=ANY_TEXT)
def test_any_text_survives_in_a_script(text: str, path: str) -> None:
    page = LinkedPage(path=path, claims=0, nodes=({"@id": "#page", "name": text},))
    parser = _Data()
    parser.feed(script_blocks([page]))
    parser.close()
    assert parser.tags == ["script"]
    assert json.loads(parser.text)["@graph"][0]["name"] == text


@given(document=DOCUMENTS)
def test_exact_json_writes_what_json_text_writes(document: object) -> None:
    assert exact_json(document) == json_text(document)


@given(number=st.decimals(allow_nan=True, allow_infinity=True))
def test_numbers_keep_their_digits(number: Decimal) -> None:
    kept = fhir_decimal(number)
    if kept is not None:
        read = json.loads(exact_json([kept]), parse_float=Decimal, parse_int=Decimal)[0]
        assert read == number
        assert str(read) == format(number, "f")


@given(text=ANY_TEXT)
def test_texts_are_fhir_texts(text: str) -> None:
    for shown in (plain(text), markdown(text)):
        assert shown == shown.strip()
        assert not any(sign < " " and sign not in "\n\t" for sign in shown)
        shown.encode()
