"""Articles that are huge, broken or hostile: a clear finding, in bounded time, never a fault."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path

import pytest

from tests.conftest import CLAIMS, MakeProject, Run
from tests.whole.test_article_commands import word_file
from tests.whole.test_read_only import state_of

HEAD = "claim_id,claim,topic,question,references,quote\n"
CLAIM = "Dry needling treats heel pain."
SECONDS = 10.0  # far above what each takes; far below what quadratic work would take


def check(run: Run, project: Path) -> dict[str, list[str]]:
    """The messages of the checks on articles by code; bounded in time, nothing written."""
    before, started = state_of(project), time.perf_counter()
    ended = run("check", "-p", project, "--select", "NE5", "--format", "json")
    assert time.perf_counter() - started < SECONDS
    assert ended.code in {0, 1}, ended.err
    assert state_of(project) == before
    found: dict[str, list[str]] = {}
    for one in json.loads(ended.out)["findings"]:
        found.setdefault(one["code"], []).append(one["message"])
    return found


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def changed_word_file(name: str, content: bytes) -> bytes:
    """A real DOCX with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(word_file(CLAIM))) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return zipped({**parts, name: content})


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
)
BOMB = b"<w:document>" + b" " * 60_000_000 + b"</w:document>"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("page.md", b"", "is empty"),
        ("page.html", b"<!-- -->", ""),
        ("page.md", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a PDF"),
        ("page.html", b"<nav><a href='/'>Home</a> <a href='/b'>Book</a></nav>", "only menus"),
        ("page.txt", b"\x00\x01\x02" * 99, "is not a text file"),
        ("page.docx", b"PK\x03\x04 and no more", "page.docx"),
        ("page.docx", word_file(CLAIM)[:3_000], "page.docx"),
        ("page.docx", b"Only text under another name.", "page.docx"),
        ("page.docx", zipped({"word/document.xml": b"<broken"}), "page.docx"),
        ("page.docx", changed_word_file("word/document.xml", b"<w:document"), "page.docx"),
        ("page.docx", changed_word_file("word/document.xml", ENTITIES), "page.docx"),
        ("page.docx", changed_word_file("word/document.xml", BOMB), "page.docx"),
        ("page.xml", b"<article><body>", "page.xml"),
        ("page.xml", ENTITIES, "page.xml"),
        ("page.html", b"<p>" + b"x" * 20_000_001, "over 20 MB"),
    ],
    ids=[
        "empty", "comment", "pdf", "navigation", "binary", "no zip", "cut zip", "text as docx",
        "no document", "broken document", "external entity", "zip bomb", "cut xml", "xml entity",
        "too large",
    ],
)  # fmt: skip
def test_unreadable_article_is_one_finding(
    make_project: MakeProject, run: Run, name: str, content: bytes, words: str
) -> None:
    project = make_project({f"articles/{name}": content})
    found = check(run, project)
    assert set(found) == {"NE501"}
    (message,) = found["NE501"]
    assert words in message
    assert "root:" not in message
    assert len(message) <= 600
    assert "NE502" in run("check", "-p", project, "--select", "NE502").out  # not checked
    assert run("anchor", "-p", project).code in {0, 3}
    assert run("cite", f"articles/{name}", "-p", project).code in {2, 3}
    assert run("report", "-p", project, "-q").code == 0


def test_unreadable_article_takes_no_anchor_away(make_project: MakeProject, run: Run) -> None:
    project = make_project({"articles/page.md": f"{CLAIM}\n\nDry needling reduces hip pain.\n"})
    run("anchor", "-p", project)
    records = (project / "appraisal/anchors.json").read_bytes()
    (project / "articles/page.md").write_bytes(b"%PDF-1.7")
    assert run("anchor", "-p", project).code == 0
    assert (project / "appraisal/anchors.json").read_bytes() == records
    assert set(check(run, project)) == {"NE501"}


@pytest.mark.parametrize(
    "page",
    [
        "<main>" + f"<p>{CLAIM} The clinic opens at nine.</p>\n" * 2_000 + "</main>",
        f"<main><p>{CLAIM}</p><script>" + "var a = '<p>';\n" * 150_000 + "</script></main>",
        f"<main><p>{CLAIM} " + "word " * 150_000 + "</p></main>",
        f"<main><p>{CLAIM}</p><p>" + "a" * 1_000_000 + "</p></main>",
        f"<main><p>{CLAIM}</p><img src='data:image/png;base64,{'A' * 3_000_000}'></main>",
    ],
    ids=["paragraphs", "script", "one paragraph", "one word", "picture"],
)
def test_large_page(make_project: MakeProject, run: Run, page: str) -> None:
    claims = f"{HEAD}heel,{CLAIM},,treatment_benefit,,\n"
    project = make_project({"articles/page.html": page, "claims.csv": claims})
    found = check(run, project)
    assert "NE501" not in found
    assert "NE502" not in found
    assert "var a" not in json.dumps(found)


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("page.html", "<div>" * 15_000 + f"<p>{CLAIM}</p>"),
        ("page.html", "<b><i>" * 3_000 + CLAIM + "</i></b>" * 3_000),
        ("page.html", "<ul><li>" * 2_000 + CLAIM),
        ("page.html", "<table><tr><td>" * 500 + CLAIM),
        ("page.html", "<" * 40_000 + CLAIM),
        ("page.html", "&" * 40_000 + CLAIM),
        ("page.html", f"<p>{CLAIM}</p>" + "<!--" * 50_000),
        ("page.md", "> " * 5_000 + CLAIM),
        ("page.md", "- " * 2_000 + CLAIM),
        ("page.md", "[" * 8_000 + CLAIM),
        ("page.md", "**" * 20_000 + CLAIM),
        ("page.md", f"{CLAIM}\n\n" + "`" * 20_000 + "a" + "`" * 19_999),
        ("page.md", f"{CLAIM}\n\n" + "|a" * 4_000 + "\n" + "|-" * 4_000 + "\n"),
        ("page.txt", "(" * 50_000 + CLAIM),
        ("page.txt", f"{CLAIM} " + "[1]" * 6_000),
        ("page.txt", f"{CLAIM} " + "[1-99999999999]" * 500),
        ("page.xml", "<article><body>" + "<sec>" * 5_000 + f"<p>{CLAIM}</p>"
         + "</sec>" * 5_000 + "</body></article>"),
    ],
)  # fmt: skip
def test_deep_or_endless_markup(make_project: MakeProject, run: Run, name: str, page: str) -> None:
    project = make_project({f"articles/{name}": page})
    check(run, project)
    assert run("uncovered", "-p", project).code == 0


def test_quote_that_occurs_a_thousand_times(make_project: MakeProject, run: Run) -> None:
    page = "# Feet\n\n" + f"{CLAIM} The clinic opens at nine.\n\n" * 1_000
    project = make_project({"articles/page.md": page})
    found = check(run, project)
    (message,) = [m for m in found["NE504"] if "at least 50 places" in m]
    assert len(message) < 400
    assert "NE512" not in found
    ended = run("anchor", "-p", project)
    assert "! treats-heel-pain" in ended.out
    assert len(ended.out) < 2_000
    assert run("anchor", "-p", project, "--accept", "treats-heel-pain").code == 0
    assert {"NE504", "NE512"}.isdisjoint(check(run, project))
    assert "1000 of 1000 claim sentences are registered" in run("uncovered", "-p", project).out


@pytest.mark.parametrize("word", ["pain", "Pain.", "x", "疼", "?", "5", "\u200b"])
def test_claim_of_one_word(make_project: MakeProject, run: Run, word: str) -> None:
    page = f"# Feet\n\n{CLAIM} Heat eases pain, they say; it took 5 days. 疼 \n"
    claims = f"{HEAD}one,{word},,treatment_benefit,,\n"
    project = make_project({"articles/page.md": page, "claims.csv": claims})
    found = check(run, project)
    assert set(found) & {"NE502", "NE504", "NE505", "NE512"} or word in {"5", "疼", "\u200b"}
    assert run("anchor", "-p", project).code == 0
    assert run("report", "-p", project, "-q").code == 0


def test_pages_in_other_scripts(make_project: MakeProject, run: Run) -> None:
    chinese = "# 干针\n\n干针疗法可以减轻足跟痛。干针可以治愈偏头痛。\n"
    hebrew = (
        "<html dir=rtl lang=he><body><main><p>דיקור יבש מפחית כאב בעקב.</p></main></body></html>"
    )
    claims = f"{HEAD}zh,干针疗法可以减轻足跟痛。,,,,\nhe,דיקור יבש מפחית כאב בעקב.,,,,\n"
    project = make_project(
        {"articles/zh.md": chinese, "articles/he.html": hebrew, "claims.csv": claims}
    )
    assert set(check(run, project)) == {"NE506"}
    assert run("anchor", "-p", project).code == 0
    assert check(run, project) == {}
    (project / "articles/zh.md").write_text(
        chinese.replace("可以减轻", "不能减轻"), encoding="utf-8"
    )
    assert set(check(run, project)) & {"NE502", "NE503", "NE505"}
    said = run("check", "-p", project, "--select", "NE512").out
    assert "NE512 articles/he.html" in said
    assert "articles/zh.md" in said


def test_article_outside_the_project_is_not_read(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("The secret cures migraine.\n", encoding="utf-8")
    project = make_project({"articles/page.md": f"{CLAIM}\n"})
    (project / "articles" / "link.md").symlink_to(secret)
    found = check(run, project)
    assert len(found["NE501"]) == 1
    assert "secret" not in json.dumps(found)
    for path in ("../secret.md", str(secret)):
        settings = f'articles = ["{path}"]\n'
        (project / "needle-evidence.toml").write_text(settings, encoding="utf-8")
        assert run("check", "-p", project).code == 2
    (project / "needle-evidence.toml").unlink()
    claims = CLAIMS.replace("references\n", "references,article\n", 1)
    claims = claims.replace("cotchett2014\n", "cotchett2014,../secret.md\n")
    (project / "claims.csv").write_text(claims, encoding="utf-8")
    assert "secret cures" not in json.dumps(check(run, project))


def test_article_that_is_named_and_missing(make_project: MakeProject, run: Run) -> None:
    project = make_project(
        {
            "articles/page.md": f"{CLAIM}\n",
            "needle-evidence.toml": 'articles = ["a.md", "articles"]',
        }
    )
    assert check(run, project)["NE501"] == ["There is no a.md."]


def test_hostile_name_and_title(make_project: MakeProject, run: Run) -> None:
    name = "<b onclick=x> [red]$(id)`id`.md"
    page = "---\ntitle: <script>alert(1)</script>\n---\n# <img src=x onerror=alert(1)>\n\n" + CLAIM
    project = make_project({f"articles/{name}": page + " It cures <script>a()</script> stroke.\n"})
    check(run, project)
    assert run("anchor", "-p", project).code == 0
    for form in ("text", "github", "sarif"):
        assert run("check", "-p", project, "--format", form).code == 1
    assert run("report", "-p", project, "-q").code == 0
    report = (project / "reports/evidence.html").read_text(encoding="utf-8")
    assert "<script>alert" not in report
    assert "<script>a()" not in report
    assert "<img src=x" not in report
    assert "<b onclick" not in report
