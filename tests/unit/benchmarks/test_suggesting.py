"""What measures suggestions is itself right."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import suggesting
from needle_evidence.model.reference import Reference


def test_a_printed_list_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "corpus_train.csv").write_text(
        'doc_id,title,abstract,structured\n1,T,"[\'It\'\n ""isn\'t \\""so\\""."" \'End.\']",False\n'
    )
    (reference,) = suggesting.read_corpus(tmp_path)
    assert reference.text("abstract") == 'It isn\'t "so". End.'


def test_a_claim_on_several_rows_counts_once(tmp_path: Path) -> None:
    (tmp_path / "claims_train.csv").write_text(
        "id,claim,evidence_doc_id,evidence_label,evidence_sentences,cited_doc_ids\n"
        "0,One.,,,[],[1 22]\n0,One.,22,SUPPORT,[2 5],[1 22]\n"
    )
    assert suggesting.read_claims(tmp_path) == {"One.": {"1", "22"}}


def test_ndcg() -> None:
    assert suggesting.ndcg(["a", "b"], {"a", "b"}) == 1
    assert suggesting.ndcg(["x", "a"], {"a"}) == pytest.approx(0.6309, abs=1e-4)
    assert suggesting.ndcg(["x"] * 10 + ["a"], {"a"}) == 0


def test_plain_bm25_by_hand() -> None:
    works = [
        Reference(
            key=key, entry_type="article", location=suggesting._PLACE, fields={"title": title}
        )
        for key, title in (("a", "heels"), ("b", "the heel heel"), ("c", "knee"))
    ]
    ranking = suggesting.plain_bm25(works)
    assert ranking("Heel?") == ["b", "a"]
    assert ranking("the") == []
