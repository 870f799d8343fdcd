"""The report of an appraised project: what it says beside each claim, and how it prints text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import cmarkgfm
import jsonschema
import lxml.html
import pytest
from cmarkgfm.cmark import Options
from lxml.html import HtmlElement

from needle_evidence.api.reports import write_reports
from needle_evidence.appraisal.assessment import Balance
from needle_evidence.appraisal.printable_sentence import PrintableSentence
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import WaivedFinding
from needle_evidence.reporting.claim_view import ClaimView, RatingView, SignOffView, WordingView
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.reference_view import ReferenceView
from needle_evidence.reporting.topic_view import Tally
from needle_evidence.reporting.work_view import ResultView, WorkView
from tests.awkward_project import FORMULA, HOSTILE, LONG_WORD, UNCHECKED, awkward_project
from tests.conftest import MakeProject
from tests.reference_pages import ROOT

FORMS = ("html", "markdown", "json")
VISIBLE = HOSTILE.replace("\x1b", "\\x1b").replace("\u202e", "\\u202e")
SUPPORTED = "Supported by a cited study"
ONE_OF_MANY = re.compile(
    r"(?<!of )\b1 (?:claims|works|people|ratings|problems|errors|warnings|notes|references"
    r"|findings|times|entries|rows)\b"
)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    write_reports(ROOT, output=folder)
    return folder


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("awkward")
    for name, text in awkward_project().items():
        file = project / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    write_reports(project)
    return project / "reports"


@pytest.fixture(params=["example", "awkward"])
def either(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue(request.param)
    return folder


def page(folder: Path) -> HtmlElement:
    return lxml.html.fromstring((folder / "evidence.html").read_text(encoding="utf-8"))


def markdown(folder: Path) -> str:
    return (folder / "evidence.md").read_text(encoding="utf-8")


def document(folder: Path) -> Any:
    return json.loads((folder / "evidence.json").read_text(encoding="utf-8"))


def words(element: HtmlElement) -> str:
    text = " ".join(" ".join(element.itertext()).split())
    return re.sub(r" (?=[,;:.)])", "", text)


def page_words(folder: Path) -> str:
    return words(page(folder).find("body"))


def card(folder: Path, claim_id: str) -> str:
    """The text of one claim's card."""
    (found,) = page(folder).xpath(f'//article[@id="claim-{claim_id}"]')
    return words(found)


def rendered(folder: Path) -> str:
    """The Markdown report as GitHub would show it, raw HTML let through."""
    text = markdown(folder)
    return str(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))


def section(folder: Path, claim: str) -> str:
    """One claim's part of the Markdown report."""
    _, _, rest = markdown(folder).partition(f"\n#### {claim}\n")
    return rest.partition("\n#### ")[0]


def test_one_verb_has_three_answers(example: Path) -> None:
    fascia = card(example, "treats-plantar-fasciitis")
    assert "● Supported by a cited study ⊕⊕◯◯ low certainty, reported" in fascia
    assert "▲ Says too much" in fascia
    assert "May be printed In a randomised trial of 84 people" in fascia
    assert "Randomised trial, 84 people dry needling, 6 weekly sessions" in fascia
    elbow = card(example, "treats-golfers-elbow")
    assert "⊕◯◯◯ very low certainty, judged" in elbow
    assert "May be printed The evidence is very uncertain" in elbow
    assert "Case report, 1 person" in elbow
    tunnel = card(example, "treats-carpal-tunnel-syndrome")
    assert "✕ Only unrelated works" in tunnel
    assert "None of the studies cited here tested dry needling" in tunnel
    assert "manual physical therapy; compared with surgery; in women" in tunnel
    cited = tunnel.partition("Balance")[0]
    assert "level" not in cited
    assert "◯" not in cited


def test_markdown_says_the_same_three_answers(example: Path) -> None:
    fascia = section(example, "Dry needling treats plantar fasciitis.")
    assert "**Supported by a cited study**, ⊕⊕◯◯ low certainty, reported." in fascia
    assert "**Says too much**" in fascia
    assert "**May be printed:** In a randomised trial of 84 people" in fascia
    assert "compared with sham dry needling; in people with plantar heel pain" in fascia
    assert "Last search for contrary evidence:" in fascia
    tunnel = section(example, "Dry needling treats carpal tunnel syndrome.")
    assert "**unrelated**, studied something else" in tunnel
    assert "None of the studies cited here tested dry needling" in tunnel


def test_supported_never_stands_without_its_certainty(either: Path) -> None:
    cards = page(either).xpath('//article[.//span[@class="chip supported"]]')
    assert cards
    for one in cards:
        (chip,) = one.xpath('.//span[starts-with(@class, "chip certainty")]')
        assert words(chip) == "certainty not judged" or re.search(
            r"certainty, (reported|judged)$", words(chip)
        )
    rows = [line.split(" | ") for line in markdown(either).splitlines() if f"| {SUPPORTED}" in line]
    assert len(rows) == len(cards)
    assert all("certainty" in row[2] for row in rows)
    for line in re.findall(rf"^- (?:\*\*|\d+: ){SUPPORTED}.*", markdown(either), re.MULTILINE):
        assert "certainty" in line
    (count,) = page(either).xpath('//p[@class="breakdown"]/span[@class="chip supported"]')
    assert "certainty" in (count.tail or "")


def test_good_colour_is_kept_for_what_is_good(either: Path) -> None:
    claims = {claim["claim_id"]: claim for claim in document(either)["claims"]}
    good = page(either).xpath('//article[.//*[contains(concat(" ", @class, " "), " good ")]]')
    for one in good:
        claim = claims[one.get("id").removeprefix("claim-")]
        licensed = claim["wording"]["verdict"] == "licensed"
        assert claim["stands"] or (licensed and claim["certainty"] in {"high", "moderate"})
    standing = {c for c in claims if claims[c]["stands"]}
    chips = page(either).xpath('//article[.//span[@class="chip stands"]]')
    assert {one.get("id").removeprefix("claim-") for one in chips} == standing
    styles = page(either).xpath("string(//style)")
    users = re.findall(r"([^{}]+)\{[^}]*var\(--good", styles)
    assert users
    assert all(".good" in name or ".stands" in name for name in users)


def test_no_status_is_told_by_colour_alone(either: Path) -> None:
    chips = page(either).xpath('//*[contains(concat(" ", @class, " "), " chip ")]')
    marks = page(either).xpath('//*[starts-with(@class, "stance")]')
    assert len(chips) > 10
    for one in [*chips, *marks]:
        read_aloud = "".join(one.xpath("text()")).strip()
        assert re.search(r"[a-z]{4}", read_aloud)


def test_inferred_designs_are_marked_and_their_levels_too(awkward: Path) -> None:
    graded = card(awkward, "graded")
    assert "Randomised trial inferred from “randomized controlled trial”" in graded
    assert "OCEBM 2011 level 2 by the inferred design" in graded
    assert "(inferred from “randomized controlled trial”)" in markdown(awkward)
    (view,) = (r for r in document(awkward)["references"] if r["citekey"] == "guessed")
    assert view["study_design_inferred_from"]


def test_reported_and_judged_certainty_are_told_apart(awkward: Path) -> None:
    graded = card(awkward, "graded")
    assert "⊕⊕⊕◯ moderate, reported: other Reported by guessed, table 1" in graded
    assert "⊕◯◯◯ very low, judged: pain" in graded
    assert "Certainty judged with the GRADE domains, not a GRADE panel assessment" in graded
    assert graded.index("moderate, reported:") < graded.index("very low, judged:")
    assert "no certainty: =HYPERLINK" in graded
    assert "so no certainty is computed" in graded


def test_works_without_data_are_shown_and_said_not_to_count(awkward: Path) -> None:
    opinion = card(awkward, "opinion")
    assert "no data of its own: no level, and it does not count" in opinion
    assert "+ supports" in opinion


def test_passages_end_after_150_words_in_every_form(awkward: Path) -> None:
    for form in ("html", "md", "json"):
        text = (awkward / f"evidence.{form}").read_text(encoding="utf-8")
        assert "word150" in text
        assert "word151" not in text


def test_same_passage_is_printed_once_per_work(awkward: Path) -> None:
    assert card(awkward, "graded").count("word150") == 1
    assert "(the passage quoted above)" in card(awkward, "graded")


def test_waived_findings_are_shown_with_who_until_when_and_why(awkward: Path) -> None:
    shown = card(awkward, "odd-one")
    assert "Waived error:" in shown
    assert "Ann lives with it until 2099-01-01: <script>" in shown
    assert "2 findings waived" in page_words(awkward)
    assert "Ann lives with it until 2099-01-01" in markdown(awkward)
    assert "2 findings waived" in markdown(awkward)


def test_sign_off_shows_its_state_its_note_and_what_changed(awkward: Path) -> None:
    graded = card(awkward, "graded")
    assert "sign-off out of date by <script>" in graded
    assert "trial is new" in graded
    assert "Reviewer’s note: <script>" in graded
    assert "Sign-off out of date by" in section(awkward, "Needling treats pain.")


def test_what_was_not_checked_is_said(awkward: Path) -> None:
    assert card(awkward, "unchecked-7").startswith("Die Nadelung")
    german = [c for c in document(awkward)["claims"] if c["claim_id"].startswith("unchecked")]
    assert len(german) == UNCHECKED
    assert all(claim["wording"]["verdict"] == "not_checked" for claim in german)
    assert any("language" in claim["wording"]["not_checked"] for claim in german)


def test_hostile_text_is_text_in_html(awkward: Path) -> None:
    text = (awkward / "evidence.html").read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert [one.getparent().tag for one in page(awkward).xpath("//script")] == ["head"]
    for tag in ("img", "b[not(ancestor::ul[@class='figures'])]", "iframe"):
        assert page(awkward).xpath(f"//{tag}") == []
    for address in page(awkward).xpath("//@href"):
        assert address.startswith(("#", "https://"))
    shown = page_words(awkward)
    assert shown.count(VISIBLE) > 8
    assert FORMULA in shown
    assert "{{ 7*7 }}" in shown


def test_hostile_text_is_text_in_markdown(awkward: Path) -> None:
    page = re.sub(r'<a href="(?:https?://|mailto:)[^"]*">', "<a>", rendered(awkward))
    page = re.sub(r'<img src="pictures/[a-z0-9._-]+\.svg"', "<p", page)  # those beside it
    tags = set(re.findall(r"<\s*([A-Za-z][\w-]*)", page))
    assert tags <= {
        "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td",
        "strong", "em", "sub", "a",
    }  # fmt: skip
    shown = " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())
    assert shown.count(VISIBLE) > 8
    assert FORMULA in shown
    assert not [link for link in links(rendered(awkward)) if "evil" in link]


def links(page: str) -> Iterator[str]:
    yield from re.findall(r'href="([^"]*)"', page)


def test_markdown_tables_keep_their_columns(either: Path) -> None:
    tables = re.findall(r"<table>.*?</table>", rendered(either), re.DOTALL)
    assert len(tables) > 2
    for table in tables:
        widths = {len(re.findall("</t[dh]>", row)) for row in table.split("<tr>")[1:]}
        assert len(widths) == 1


def test_json_follows_its_schema(either: Path) -> None:
    folder = resources.files("needle_evidence.reporting") / "schemas"
    schema = json.loads((folder / "evidence-1.schema.json").read_text(encoding="utf-8"))
    checker = jsonschema.FormatChecker()
    validator = jsonschema.Draft202012Validator(schema, format_checker=checker)
    assert [error.message for error in validator.iter_errors(document(either))] == []
    assert document(either)["schema_version"] == "1.4"


def test_json_holds_every_number_and_judgement(awkward: Path) -> None:
    claims = {claim["claim_id"]: claim for claim in document(awkward)["claims"]}
    graded = claims["graded"]
    first = graded["works"][0]["results"][0]
    assert first["numbers"] == (
        "MD −14.4 mm (95% CI −23.5 to −5.2); 12 of 84; minimal important difference −19 mm"
    )
    assert (first["result"], first["appraiser"]) == (HOSTILE, HOSTILE)
    assert graded["balance"]["last_search"] == "2026-01-02"
    assert [rating["certainty"] for rating in graded["ratings"]] == [
        "moderate", "moderate", "very_low", None,
    ]  # fmt: skip
    assert [work["cited"] for work in claims["considered"]["works"]] == [False]
    assert len(document(awkward)["waived"]) == 2


def test_both_claims_of_a_doubled_id_are_shown(awkward: Path) -> None:
    for anchor in ("twice", "twice.2"):
        assert "Said" in card(awkward, anchor)
    assert markdown(awkward).count("#### Said") == 2


def test_counts_and_nouns_agree(either: Path, make_project: MakeProject) -> None:
    single = make_project(
        {
            "claims.csv": "claim_id,claim,question,references\n"
            "a,Needling eases pain.,treatment_benefit,one\n",
            "references.bib": "@article{one, title={One}, studydesign={rct}, samplesize={1}}\n",
            "appraisal/evidence.csv": "claim_id,citekey,stance,directness\na,one,supports,direct\n",
            "appraisal/certainty.csv": "claim_id,rating\na,judged\n",
        }
    )
    write_reports(single)
    for folder in (either, single / "reports"):
        for text in (page_words(folder), markdown(folder)):
            assert [
                text[max(0, m.start() - 40) : m.end()] for m in ONE_OF_MANY.finditer(text)
            ] == []
    assert "1 rating of the certainty: none gives a level" in card(single / "reports", "a")


def test_sentences_are_punctuated(example: Path) -> None:
    faults = re.compile(r"\.\.(?!\.)|,,|;;|: ?\.|\(\s*\)|\bNone\b(?! of)|Undefined|\[\]")
    for text in (page_words(example), markdown(example)):
        assert [text[max(0, m.start() - 60) : m.end()] for m in faults.finditer(text)] == []


def test_long_words_do_not_fill_the_report(awkward: Path) -> None:
    assert LONG_WORD in page_words(awkward)  # the claim itself is printed whole
    assert card(awkward, "graded").count(LONG_WORD) == 0
    assert (awkward / "evidence.html").stat().st_size < 500_000


def test_template_of_the_how_to_lists_what_may_be_printed(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "how-to" / "own-templates.md").read_text(encoding="utf-8")
    examples = re.findall(r"```jinja\n(.*?)```", page, re.DOTALL)
    (template,) = (one for one in examples if "wording.printable" in one)
    for name, text in awkward_project().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "evidence.md.j2").write_text(template, encoding="utf-8")
    file = write_reports(tmp_path, formats=["markdown"]).files[0]
    text = file.read_text(encoding="utf-8")
    assert "- Needling may ease pain. (Supported by a cited study, certainty not judged):" in text
    assert "In a randomised trial of 84 people: less pain." in text


def test_how_to_names_only_what_templates_have() -> None:
    page = (ROOT / "docs" / "how-to" / "own-templates.md").read_text(encoding="utf-8")
    _, _, part = page.partition("## What a template can use")
    part = re.sub(r"```.*?```", "", part, flags=re.DOTALL)
    classes = (
        EvidenceView, Tally, ClaimView, WorkView, ResultView, RatingView, WordingView, SignOffView,
        PrintableSentence, ReferenceView, Balance, Claim, WaivedFinding,
    )  # fmt: skip
    known = {name for one in classes for name in dir(one)} | {"view", "block", "reading"}
    named = {name for text in re.findall(r"`([a-z_.]+)`", part) for name in text.split(".")}
    files = {
        "evidence_view",
        "claim_view",
        "work_view",
        "reference_view",
        "work_list",
        "claim_summary",
        "py",
    }
    assert sorted(named - known - files) == []
