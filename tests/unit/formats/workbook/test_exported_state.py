"""What a workbook was made from, packed and unpacked."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.workbook.exported_state import (
    ExportedTable,
    pack_state,
    unpack_state,
)

TABLE = ExportedTable(
    path="claims.csv", digest="ab", columns=("claim_id", "claim"),
    rows=(("a", "ä\n\ud800\x00"), ("b", "x" * 100_000)),
)  # fmt: skip


def unpacked(cells: list[str]) -> object:
    return unpack_state(cells, path="w.xlsx")


def test_comes_back_as_it_was() -> None:
    cells = pack_state({"Claims": TABLE})
    assert unpacked(cells) == {"Claims": TABLE}
    assert max(map(len, cells)) <= 30_000


def test_damage_is_noticed() -> None:
    cells = pack_state({"Claims": TABLE})
    assert unpacked([]) == {}
    assert unpacked(cells[:2]) == {}
    assert unpacked(["something else", *cells[1:]]) == {}
    assert unpacked([*cells[:-1], cells[-1][:-4]]) == {}


def test_another_version_is_refused() -> None:
    cells = pack_state({"Claims": TABLE})
    with pytest.raises(UnreadableInputError, match="another version"):
        unpacked([cells[0].replace("1", "2"), *cells[1:]])


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"Claims": 1},
        {"Claims": {"path": "p", "sha256": "s", "columns": ["a"], "rows": [["x", "y"]]}},
        {"Claims": {"path": "p", "sha256": "s", "columns": ["a", "a"], "rows": []}},
        {"Claims": {"path": "p", "sha256": "s", "columns": ["a"], "rows": [[1]]}},
        {"Claims": {"path": 1, "sha256": "s", "columns": [], "rows": []}},
        {"Claims": {"path": "p", "sha256": "s", "columns": [], "rows": 3}},
    ],
)
def test_forged_content_is_as_good_as_none(content: object) -> None:
    text = base64.b64encode(zlib.compress(json.dumps(content).encode())).decode()
    head = pack_state({"Claims": TABLE})[:2]
    assert unpacked([*head, hashlib.sha256(text.encode()).hexdigest(), text]) == {}
