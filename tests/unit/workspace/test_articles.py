"""Which files of a project are its articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from needle_evidence.errors import UsageError
from needle_evidence.model.article import Article, plain_path
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Location
from needle_evidence.workspace import open_project
from needle_evidence.workspace.articles import load_article, load_articles

TEXT = "Dry needling treats heel pain.\n"


def project_of(folder: Path, *files: str, settings: str = "") -> Path:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    if settings:
        (folder / "needle-evidence.toml").write_text(settings, encoding="utf-8")
    return folder


def articles_of(folder: Path, *named: str) -> tuple[Article, ...]:
    claims = [
        Claim(claim_id=path, text="", articles=(path,), location=Location(path="claims.csv"))
        for path in named
    ]
    return load_articles(open_project(folder), claims)


def test_folder_of_articles_is_the_default(tmp_path: Path) -> None:
    project_of(
        tmp_path, "articles/b.md", "articles/c/a.txt", "articles/.hidden.md", "articles/.git/x.md",
        "articles/~$open.docx", "articles/picture.png", "articles/A.HTML", "README.md",
    )  # fmt: skip
    paths = [article.path for article in articles_of(tmp_path)]
    assert paths == ["articles/A.HTML", "articles/b.md", "articles/c/a.txt"]


def test_project_without_articles(tmp_path: Path) -> None:
    assert articles_of(tmp_path) == ()
    (tmp_path / "articles").mkdir()
    assert articles_of(tmp_path) == ()
    assert articles_of(tmp_path, "a.md") == ()  # not one page: an article is none yet


def test_rows_name_pages_too(tmp_path: Path) -> None:
    project_of(tmp_path, "articles/b.md", "a.md")
    found = articles_of(tmp_path, "./a.md", "articles\\b.md", "gone.md", "../out.md")
    assert [(a.path, a.unreadable) for a in found] == [
        ("../out.md", "../out.md lies outside the project."),
        ("a.md", ""),
        ("articles/b.md", ""),
        ("gone.md", "There is no gone.md."),
    ]
    assert str(tmp_path) not in "".join(article.unreadable for article in found)


def test_whole_project_but_for_its_reports(tmp_path: Path) -> None:
    project_of(
        tmp_path, "a.md", "b/c.md", "b/reports/d.md", "reports/evidence.md", "reports/cited/a.md",
        settings='articles = ["."]\n',
    )  # fmt: skip
    assert [a.path for a in articles_of(tmp_path)] == ["a.md", "b/c.md", "b/reports/d.md"]


def test_setting_that_leads_out_is_refused(tmp_path: Path) -> None:
    project_of(tmp_path, settings='articles = ["../other"]\n')
    with pytest.raises(UsageError):
        articles_of(tmp_path)


def test_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("needle_evidence.workspace.articles._MOST", 2)
    project_of(tmp_path, "articles/a.md", "articles/b.md", "articles/c.md")
    with pytest.raises(UsageError, match="3 articles; at most 2"):
        articles_of(tmp_path)


def test_unreadable_page_is_an_article_with_the_reason(tmp_path: Path) -> None:
    project_of(tmp_path, "articles/a.md")
    (tmp_path / "articles/a.md").write_bytes(b"%PDF-1.7")
    article = load_article(open_project(tmp_path), "articles/a.md")
    assert "is a PDF" in article.unreadable
    assert (article.text, article.blocks, article.sha256) == ("", (), "")


@pytest.mark.parametrize("path", ["a/b.md", "./a/b.md", " a\\b.md ", "a//b.md", ".\\a\\b.md"])
def test_plain_path(path: str) -> None:
    assert plain_path(path) == "a/b.md"
