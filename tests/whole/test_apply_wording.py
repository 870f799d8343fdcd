"""`report --audience editor --apply-wording`: copies of articles that say what is licensed."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from needle_evidence.api.rewording import RewordedArticles, apply_wording
from needle_evidence.errors import UsageError
from needle_evidence.formats.article_format import read_article
from tests.conftest import MakeProject, Run
from tests.whole.test_read_only import state_of

CLAIMS = """claim_id,claim,question,intervention,outcome,references,quote
heel,Needling reduces heel pain.,treatment_benefit,dry needling,heel pain,lee2021,Reduces heel pain
hip,Dry needling reduces hip pain.,treatment_benefit,dry needling,hip pain,lee2021,Reduces hip pain
knee,Dry needling cures knee pain.,treatment_benefit,dry needling,knee pain,,Cures knee pain
safe,Dry needling is safe.,common_harm,dry needling,harm,,Needling is always safe
"""
REFERENCES = (
    "@article{lee2021, author={Lee, A}, title={Dry needling: a systematic review of randomised "
    "trials}, journal={J}, year={2021}, pages={1--9}, doi={10.1000/2}}\n"
)
CERTAINTY = """claim_id,outcome,rating,direction,effect_size,reported_certainty,reported_by,locator
heel,heel pain,reported,reduces,small,moderate,lee2021,table 2
hip,hip pain,reported,reduces,,very low,lee2021,table 2
"""
HEEL = "Dry needling probably reduces heel pain slightly."
HIP = "The evidence is very uncertain about the effect of dry needling on hip pain."
LIMITS = "The evidence is very limited: Lee (2021) rated its certainty as very low."


@pytest.fixture
def make(make_project: MakeProject) -> MakeProject:
    def make(pages: Mapping[str, str | bytes], **files: str) -> Path:
        return make_project(
            {
                "claims.csv": files.get("claims", CLAIMS),
                "references.bib": REFERENCES,
                "appraisal/certainty.csv": files.get("certainty", CERTAINTY),
                **{f"articles/{name}": page for name, page in pages.items()},
            }
        )

    return make


def reworded(project: Path, name: str) -> tuple[bytes, RewordedArticles]:
    """The copy's bytes, and what was done; the project's own files are as they were."""
    before = {path: state for path, state in state_of(project).items() if "reports/" not in path}
    done = apply_wording(project)
    after = {path: state for path, state in state_of(project).items() if "reports/" not in path}
    assert after == before
    copy = project / "reports/reworded/articles" / name
    assert [file for _, file in done.files] == ([copy] if copy.exists() else [])
    return copy.read_bytes() if copy.exists() else b"", done


def reasons(done: RewordedArticles) -> dict[str, str]:
    return {left.claim_id: left.reason for left in done.left}


PAGE = """---
title: Needling
---
# Needling

What it does:

- Reduces heel pain [1]
- **Opening hours:** nine to five
- Reduces hip pain
- Cures knee pain

Needling is always safe. Come in.
"""


def test_sentences_are_replaced_and_every_other_byte_kept(make: MakeProject) -> None:
    project = make({"page.md": PAGE})
    copy, done = reworded(project, "page.md")
    expected = PAGE.replace("Reduces heel pain", HEEL).replace(
        "Reduces hip pain", f"{HIP} {LIMITS}"
    )
    assert copy.decode() == expected
    assert [(one.claim_id, one.location.line, one.before) for one in done.changed] == [
        ("heel", 8, "Reduces heel pain"),
        ("hip", 10, "Reduces hip pain"),
    ]
    assert done.changed[0].after == HEEL
    assert "No certainty is recorded" in reasons(done)["knee"]
    assert "about a harm" in reasons(done)["safe"]


def test_command_lists_what_it_did(make: MakeProject, run: Run) -> None:
    project = make(
        {"page.md": PAGE}, claims=CLAIMS.replace("lee2021,Reduces heel", ",Reduces heel")
    )
    ended = run("report", "-p", project, "--audience", "editor", "--apply-wording")
    assert ended.code == 0
    assert "reworded  heel  articles/page.md, line 8" in ended.out
    assert f"    - Reduces heel pain\n    + {HEEL}\n    cite lee2021 with it" in ended.out
    assert "left      safe  articles/page.md, line 13: It is about a harm" in ended.out
    assert "2 of articles/page.md's sentences reworded" in ended.out
    quiet = run("report", "-p", project, "--audience", "editor", "--apply-wording", "-q")
    assert (quiet.code, quiet.out) == (0, "")
    wrong = run("report", "-p", project, "--apply-wording")
    assert wrong.code == 2
    assert "--audience editor" in wrong.err


@pytest.mark.parametrize(
    ("encoding", "start"),
    [("utf-8", b"\xef\xbb\xbf"), ("utf-8", b""), ("cp1252", b""), ("utf-16-le", b"\xff\xfe")],
)
@pytest.mark.parametrize("name", ["page.md", "page.html", "page.txt"])
def test_encodings_and_line_ends_stay(
    make: MakeProject, name: str, encoding: str, start: bytes
) -> None:
    html = name.endswith("html")
    opening, closing = ("<p>", "</p>") if html else ("", "")
    text = (
        f"{opening}Für Ärzte – “naïve” and longer text.{closing}\r\n\r\n"
        f"{opening}Reduces heel pain. Öffnungszeiten: neun Uhr.{closing}\r\n"
    )
    project = make({name: start + text.encode(encoding)})
    copy, done = reworded(project, name)
    assert [one.claim_id for one in done.changed] == ["heel"]
    assert copy == start + text.replace("Reduces heel pain.", HEEL).encode(encoding)


def test_signs_that_the_encoding_lacks(make: MakeProject) -> None:
    certainty = CERTAINTY.replace("locator\n", "locator,population\n").replace(
        "moderate,lee2021,table 2", "moderate,lee2021,table 2,people over 40 ≥ 6 weeks"
    )
    plain = "Früh am Morgen.\n\nReduces heel pain.\n"
    for name, shown in (("page.md", "&#8805;"), ("page.html", "&#8805;"), ("page.txt", "")):
        page = f"<p>{plain}</p>".replace("\n\n", "</p><p>") if name.endswith("html") else plain
        project = make({name: page.encode("cp1252")}, certainty=certainty)
        copy, done = reworded(project, name)
        assert shown in copy.decode("cp1252")
        assert bool(done.changed) == bool(shown)
        if not shown:
            assert "cp1252" in reasons(done)["heel"]
        project.rename(project.with_name(name))


def test_page_that_declares_an_encoding_gets_ascii(make: MakeProject) -> None:
    certainty = CERTAINTY.replace("locator\n", "locator,population\n").replace(
        "moderate,lee2021,table 2", "moderate,lee2021,table 2,people aged ≥ 40"
    )
    page = '<meta charset="iso-8859-2"><p>Opens at nine.</p><p>Reduces heel pain.</p>'
    copy, done = reworded(make({"page.html": page}, certainty=certainty), "page.html")
    assert done.changed
    assert copy.isascii()
    assert b"&#8805;" in copy


@pytest.mark.parametrize(
    ("name", "page", "reason"),
    [
        ("a.md", "Reduces heel pain and reduces hip pain.\n", "Another claim"),
        ("b.md", "**Reduces** heel pain.\n", "markup"),
        ("c.md", "Reduces [1] heel pain.\n", "citation mark"),
        ("d.md", "Reduces heel pain [1]!\n", "before its last sign"),
        ("e.md", "Reduces [heel pain](https://example.org).\n", "markup"),
        ("f.md", "# Reduces heel pain\n\nA text stands here.\n", "heading"),
        ("g.md", "> Reduces heel pain.\n", "quotation"),
        ("h.md", "“Reduces heel pain”, says Ann.\n", "quotation"),
        ("i.md", "Reduces heel pain:\n\n- by day\n- by night\n", "leads a list in"),
        ("j.md", "Dry needling:\n\n- reduces heel pain\n- costs little\n", "ends the sentence"),
        ("k.md", "Dry needling may:\n\n- Reduces heel pain\n", "ends the sentence"),
        ("l.md", "It never did any of this:\n\n- Reduces heel pain\n", "deny"),
        ("m.md", "Reduces heel pain, and we open at nine.\n", "says more"),
        ("n.md", "Reduces heel pain. Reduces heel pain.\n", "place is not sure"),
        ("o.md", "Reduces <!-- a note --> heel pain.\n", "markup"),
        ("p.md", "[Reduces heel pain]\n\n[Reduces heel pain]: https://example.org\n", ""),
        ("q.html", "<p>Reduces <b>heel</b> pain.</p>", "markup"),
        ("r.html", "<p>Reduces heel <a href='/x'>pain</a>.</p>", "markup"),
    ],
)
def test_what_is_left(make: MakeProject, name: str, page: str, reason: str) -> None:
    copy, done = reworded(make({name: page}), name)
    assert not done.changed
    assert copy == b""
    assert reason in reasons(done)["heel"]


@pytest.mark.parametrize(
    ("name", "page", "expected"),
    [
        ("a.md", "Reduces heel pain [1].\n", f"{HEEL[:-1]} [1].\n"),
        ("b.md", "Reduces heel pain.[1] Next one.\n", f"{HEEL}[1] Next one.\n"),
        ("c.md", "| a | b |\n|---|---|\n| Reduces heel pain | 5 |\n", f"| {HEEL} | 5 |"),
        ("d.md", "One. Reduces heel\npain. More\n", f"One. {HEEL} More\n"),
        ("e.html", "<ul><li>Reduces heel&nbsp;pain</li></ul>", f"<li>{HEEL}</li>"),
        ("f.html", "<td>Reduces heel pain<sup>[1]</sup>.</td>", f"{HEEL[:-1]}<sup>[1]</sup>."),
        ("g.txt", "One.\r\n\r\nReduces heel pain\r\n", f"One.\r\n\r\n{HEEL}\r\n"),
        ("h.md", "Reduces heel pain!\n", f"{HEEL}\n"),
        ("i.md", "- **Reduces heel pain**\n- Next\n", f"- **{HEEL}**\n- Next\n"),
        ("j.xml", "<article><body><p>Reduces heel pain.</p></body></article>", f"<p>{HEEL}</p>"),
    ],
)
def test_places_and_marks(make: MakeProject, name: str, page: str, expected: str) -> None:
    copy, done = reworded(make({name: page}), name)
    assert [one.claim_id for one in done.changed] == ["heel"], reasons(done)
    assert expected in copy.decode()


def test_no_page_says_the_treatment(make: MakeProject) -> None:
    unnamed = CLAIMS.replace("treatment_benefit,dry needling,heel", "treatment_benefit,,heel")
    copy, done = reworded(make({"page.md": PAGE}, claims=unnamed), "page.md")
    assert [one.claim_id for one in done.changed] == ["hip"]
    assert "the treatment" not in copy.decode().lower()
    assert "fill in intervention" in reasons(done)["heel"]


def test_cells_that_a_sentence_needs_are_named(make: MakeProject) -> None:
    certainty = CERTAINTY.replace("reduces,small,moderate", ",,moderate")
    _, done = reworded(make({"page.md": PAGE}, certainty=certainty), "page.md")
    assert "certainty.csv has no direction and effect_size" in reasons(done)["heel"]


def test_word_file_is_left(make: MakeProject) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("Reduces heel pain.")
    stream = io.BytesIO()
    document.save(stream)
    copy, done = reworded(make({"page.docx": stream.getvalue()}), "page.docx")
    assert copy == b""
    assert "Word file" in reasons(done)["heel"]


def test_mixed_encodings_are_left(make: MakeProject) -> None:
    page = "Reduces heel pain.\n\nÄrzte über Öffnungszeiten.\n".encode() + b"caf\xe9 pasted in.\n"
    copy, done = reworded(make({"page.md": page}), "page.md")
    assert copy == b""
    assert "no one encoding" in reasons(done)["heel"]


HOSTILE = "adults *b* _c_ <script>x</script> [l](http://x.y) `k` {{ s }} {% t %} &amp; | ~~q~~ @z"


@pytest.mark.parametrize("name", ["page.md", "page.html", "page.txt", "page.xml"])
def test_hostile_cells_are_text(make: MakeProject, name: str) -> None:
    certainty = CERTAINTY.replace("locator\n", "locator,population\n").replace(
        "moderate,lee2021,table 2", f"moderate,lee2021,table 2,{HOSTILE}"
    )
    page = "Opens at nine.\n\nReduces heel pain.\n"
    if name.endswith("html"):
        page = "<p>Opens at nine.</p><p>Reduces heel pain.</p>"
    if name.endswith("xml"):
        page = "<article><body><p>Opens at nine.</p><p>Reduces heel pain.</p></body></article>"
    copy, done = reworded(make({name: page}, certainty=certainty), name)
    assert [one.claim_id for one in done.changed] == ["heel"], reasons(done)
    assert HOSTILE in done.changed[0].after
    assert HOSTILE in read_article(copy, name).text
    if not name.endswith("txt"):
        assert b"<script" not in copy.replace(b"\\<", b"")
        assert b"{{" not in copy
        assert b"{%" not in copy


def test_only_the_place_that_says_too_much(make: MakeProject) -> None:
    page = "Reduces heel pain.\n\n## More\n\nDry needling probably reduces heel pain slightly.\n"
    claims = CLAIMS.replace(
        "Reduces heel pain\n", "Reduces heel pain | probably reduces heel pain slightly\n"
    )
    copy, done = reworded(make({"page.md": page}, claims=claims), "page.md")
    assert copy.decode() == page.replace("Reduces heel pain.", HEEL, 1)
    assert "does not say too much" in reasons(done)["heel"]


def test_copy_of_an_earlier_run_is_renewed(make: MakeProject) -> None:
    project = make({"page.md": "Reduces heel pain.\n"})
    assert HEEL in reworded(project, "page.md")[0].decode()
    (project / "articles/page.md").write_text("May reduce heel pain.\n", encoding="utf-8")
    copy, done = reworded(project, "page.md")
    assert not done.changed
    assert copy == b"May reduce heel pain.\n"


@pytest.mark.parametrize("setting", ['articles = ["pages", "reports/reworded/pages"]'])
def test_copy_never_becomes_an_article(make_project: MakeProject, setting: str) -> None:
    project = make_project(
        {
            "claims.csv": CLAIMS,
            "references.bib": REFERENCES,
            "appraisal/certainty.csv": CERTAINTY,
            "needle-evidence.toml": setting,
            "pages/page.md": "Reduces heel pain.\n",
            "reports/reworded/pages/other.md": "Other text of a page.\n",
        }
    )
    before = state_of(project)
    with pytest.raises(UsageError, match="read as its file"):
        apply_wording(project)
    assert state_of(project) == before
