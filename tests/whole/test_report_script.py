"""What a script adds to the HTML report, in a real browser; and that nobody else's can run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from needle_evidence.api.reports import write_reports
from tests.awkward_project import awkward_project
from tests.conftest import MakeProject
from tests.reference_pages import ROOT
from tests.whole import test_report_page as report_page

pytestmark = report_page.pytestmark
FASCIITIS = "claim-treats-plantar-fasciitis"
SHOWN = "[...document.querySelectorAll('article.claim')].filter(one => one.checkVisibility())"
TARGETS = """[...document.querySelectorAll('button, input, select, summary, .choice')]
  .filter(one => one.checkVisibility()).map(one => [one.outerHTML.slice(0, 60),
    one.getBoundingClientRect().width, one.getBoundingClientRect().height])
  .filter(([, width, height]) => width < 24 || height < 24)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=report_page.CHROMIUM, args=report_page.FLAGS
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("example")
    return write_reports(ROOT, formats=["html"], output=folder).files[0].as_uri()


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> str:
    project = tmp_path_factory.mktemp("awkward")
    for name, text in awkward_project().items():
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    return write_reports(project, formats=["html"]).files[0].as_uri()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 844})
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, example: str) -> Page:
    page = context.new_page()
    page.goto(example)
    return page


def shown(page: Page) -> list[str]:
    """The anchors of the claims that can be seen, in their order."""
    found: list[str] = page.evaluate(f"{SHOWN}.map(one => one.id)")
    return found


def every(page: Page, name: str, value: str) -> bool:
    """Whether all claims that can be seen have a value."""
    found: list[str] = page.evaluate(f"{SHOWN}.map(one => one.dataset.{name})")
    return bool(found) and all(value in one.split() for one in found)


def search(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)


def choose(page: Page, label: str, words: str) -> None:
    select = page.get_by_role("combobox", name=label, exact=True)
    if select.count() == 0:
        page.get_by_role("button", name="Filters").click()
    chosen = select.get_by_role("option", name=re.compile(words))
    select.select_option(value=chosen.first.get_attribute("value"))


def test_search_finds_claims_and_references_and_tells_how_many(page: Page) -> None:
    search(page, "plantar FASCIITIS")
    assert FASCIITIS in shown(page)
    assert len(shown(page)) < 10
    told = page.locator("#found").inner_text()
    assert re.fullmatch(r"\d of 86 claims, \d+ of 57 references", told)
    works = page.locator("article.reference:visible").count()
    assert told.startswith(f"{len(shown(page))} of")
    assert f", {works} of" in told
    assert "q=plantar+FASCIITIS" in page.url
    search(page, '"no such words"')
    assert page.locator("#found").inner_text() == "0 of 86 claims, 0 of 57 references"
    page.get_by_role("button", name="Clear").click()
    assert len(shown(page)) == 86
    assert "#" not in page.url


def test_search_does_not_mind_accents(page: Page) -> None:
    search(page, "fernandez-de-las penas")
    assert page.locator("article.reference:visible").count() >= 1


@pytest.mark.parametrize(
    ("label", "words", "name", "value"),
    [
        ("Status", "No reference", "status", "uncited"),
        ("Certainty", "Very low", "certainty", "very_low"),
        ("Study design", "Randomised trial", "design", "rct"),
        ("Topic", "Headache", "topic", "topic-2"),
        ("Question", "Comparison", "question", "comparison"),
        ("Kind of claim", "Mechanisms", "group", "mechanism"),
        ("Problem", "An error", "problem", "error"),
    ],
)
def test_each_filter_leaves_what_it_names(
    page: Page, label: str, words: str, name: str, value: str
) -> None:
    count = page.locator(f'article.claim[data-{name}~="{value}"]').count()
    choose(page, label, words)
    assert every(page, name, value)
    assert len(shown(page)) == count < 86


def test_a_filter_of_claims_finds_the_works_that_they_cite(page: Page) -> None:
    choose(page, "Certainty", "Very low")
    cited = page.evaluate(f"{SHOWN}.flatMap(one => one.dataset.cites.trim().split(/ +/))")
    works = page.evaluate(
        "[...document.querySelectorAll('article.reference')]"
        ".filter(one => one.checkVisibility()).map(one => one.id)"
    )
    assert set(works) == set(filter(None, cited))


def test_counts_in_the_headline_lead_to_what_they_count(page: Page) -> None:
    page.get_by_role("link", name="36 cite none.").click()
    page.wait_for_function("document.documentElement.matches('.filtered')")
    assert len(shown(page)) == 36


def test_claims_are_sorted_and_go_back_to_their_topics(page: Page) -> None:
    before = shown(page)
    choose(page, "Order of claims", "worst first")
    ranks = page.evaluate(f"{SHOWN}.map(one => Number(one.dataset.worst))")
    assert ranks == sorted(ranks)
    assert ranks[0] == 0
    choose(page, "Order of claims", "most certain")
    certain = page.evaluate(f"{SHOWN}.map(one => one.dataset.certainty)")
    assert certain[: certain.index("none")] == [
        "moderate",
        "low",
        "very_low",
        "very_low",
        "very_low",
    ]
    choose(page, "Order of claims", "by name")
    names = page.evaluate(f"{SHOWN}.map(one => one.querySelector('h3').textContent.toLowerCase())")
    assert names[0] < names[20] < names[-1]
    choose(page, "Order of claims", "as on the page")
    assert shown(page) == before


def test_links_keep_filters_and_lead_to_claims_that_they_hide(page: Page, example: str) -> None:
    page.goto("about:blank")
    page.goto(f"{example}#q=pain&status=uncited&at={FASCIITIS}")
    assert page.get_by_role("searchbox").input_value() == "pain"
    assert page.locator('[name="status"]').input_value() == "uncited"
    target = page.locator(f"#{FASCIITIS}")
    expect(target).to_be_in_viewport()
    expect(target).to_be_focused()
    assert "outside" in str(target.get_attribute("class"))
    others = [one for one in shown(page) if one != FASCIITIS]
    assert others
    for anchor in others:
        assert page.locator(f"#{anchor}").get_attribute("data-status") == "uncited"
    # A plain link within the page shows its claim and keeps the filters in the address.
    page.evaluate("location.hash = '#claim-treats-golfers-elbow'")
    expect(page.locator("#claim-treats-golfers-elbow")).to_be_in_viewport()
    page.wait_for_url(re.compile("#q=pain&status=uncited&at=claim-treats-golfers-elbow$"))


def test_plain_link_leads_to_its_reference(context: BrowserContext, example: str) -> None:
    page = context.new_page()
    page.goto(f"{example}#reference-cotchett2014effectiveness")
    target = page.locator('article.reference[id^="reference-cotchett2014"]')
    page.goto(f"{example}#{target.get_attribute('id')}")
    expect(target).to_be_in_viewport()
    box, bar = target.bounding_box(), page.locator("#finder").bounding_box()
    assert box is not None
    assert bar is not None
    assert box["y"] >= bar["height"]
    assert len(shown(page)) == 86


def test_link_from_what_was_found_into_the_article_shows_the_article(page: Page) -> None:
    search(page, "plantar fasciitis")
    assert page.locator("section.articles").is_hidden()
    link = page.locator(f"#{FASCIITIS} .places a")
    link.click()
    mark = page.locator(str(link.get_attribute("href")))
    expect(mark).to_be_in_viewport()


def test_keyboard_alone_searches_steps_and_closes(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("jkk?")
    assert page.get_by_role("searchbox").input_value() == "jkk?"
    page.keyboard.press("Escape")
    assert page.get_by_role("searchbox").input_value() == ""
    page.keyboard.press("Escape")
    order = shown(page)
    for key, anchor in (("j", order[0]), ("j", order[1]), ("k", order[0])):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == anchor
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Colours and keys")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Filters").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "status"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "filters-button"
    assert page.locator("#filters").is_hidden()
    page.keyboard.press("/")
    page.keyboard.type("golfer")
    page.keyboard.press("Enter")
    assert "golfer" in page.evaluate("document.activeElement.textContent")


def test_focus_is_never_behind_the_bar(page: Page) -> None:
    page.get_by_role("button", name="Filters").click()
    page.locator("#claim-treats-golfers-elbow summary").first.focus()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        edges = page.evaluate(
            "[document.activeElement.getBoundingClientRect().bottom,"
            " document.getElementById('finder').offsetHeight]"
        )
        assert edges[0] > edges[1]


def test_keys_and_colours_are_switched_and_remembered(page: Page) -> None:
    page.get_by_role("button", name="Colours and keys").click()
    page.get_by_label("Single-key shortcuts").uncheck()
    page.get_by_label("Dark").check()
    back = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(back)
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") != "ARTICLE"
    page.reload()
    assert page.evaluate(back) == dark
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") != "search"
    page.get_by_role("button", name="Colours and keys").click()
    assert page.get_by_label("Dark").is_checked()
    assert not page.get_by_label("Single-key shortcuts").is_checked()
    page.get_by_label("Light").check()
    assert page.evaluate(back) != dark
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(back) != dark
    page.get_by_label("As the device").check()
    assert page.evaluate(back) == dark


def test_chosen_colours_are_those_of_an_own_theme_too(
    context: BrowserContext, make_project: MakeProject
) -> None:
    own = (
        '{% include "default/evidence.css" %}\n:root { --page: #eeffee; }\n'
        "@media (prefers-color-scheme: dark) { :root { --page: #001100; } }\n"
    )
    project = make_project({"templates/evidence.css": own})
    page = context.new_page()
    page.goto(write_reports(project, formats=["html"]).files[0].as_uri())
    page.get_by_role("button", name="Colours and keys").click()
    back = "getComputedStyle(document.body).backgroundColor"
    page.get_by_label("Dark").check()
    assert page.evaluate(back) == "rgb(0, 17, 0)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(back) == "rgb(255, 255, 255)"
    page.emulate_media(media="screen", color_scheme="dark")
    page.get_by_label("Light").check()
    assert page.evaluate(back) == "rgb(238, 255, 238)"


def test_page_that_may_remember_nothing_still_works(browser: Browser, example: str) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})"
    )
    page = context.new_page()
    page.goto(example)
    page.get_by_role("button", name="Colours and keys").click()
    page.get_by_label("Dark").check()
    page.get_by_role("button", name="Close").click()
    search(page, "golfer")
    assert 0 < len(shown(page)) < 86
    context.close()


def test_copies_citation_bibtex_and_links(context: BrowserContext, example: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{example}#q=cotchett&design=rct")
    reference = page.locator('article.reference[id^="reference-cotchett2014"]')
    reference.scroll_into_view_if_needed()

    def copied(name: str) -> str:
        reference.get_by_role("button", name=re.compile(f"^Copy {name}")).click()
        expect(page.locator("#told")).to_have_text(re.compile("copied$"))
        text: str = page.evaluate("navigator.clipboard.readText()")
        return text

    assert copied("citation").startswith("Cotchett MP, Munteanu SE, Landorf KB. Effectiveness")
    assert copied("bibtex").startswith("@article{cotchett2014")
    assert copied("link to the work").startswith("https://doi.org/10.2522/")
    link = copied("link to here")
    assert "#q=cotchett&design=rct&at=reference-cotchett2014" in link
    assert reference.get_by_role("button").filter(has_text="✓ Copied").count() >= 1


def test_copies_where_the_browser_has_only_the_old_way(browser: Browser, example: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script(
        "const read = navigator.clipboard.readText.bind(navigator.clipboard);"
        "Object.defineProperty(navigator, 'clipboard', {value: {readText: read}})"
    )
    page = context.new_page()
    page.goto(f"{example}#{FASCIITIS}")
    page.locator(f"#{FASCIITIS}").get_by_role("button", name="Copy link").click()
    expect(page.locator("#told")).to_have_text(re.compile("copied$"))
    assert page.evaluate("navigator.clipboard.readText()") == f"{example}#{FASCIITIS}"
    context.close()


def test_without_a_script_all_is_read_and_nothing_is_dead(browser: Browser, example: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(example)
    assert page.locator("button:visible, input:visible, select:visible, form:visible").count() == 0
    assert page.locator("article.claim:visible").count() == 86
    assert page.locator("article.reference:visible").count() == 57
    expect(page.locator(".headline").first).to_be_in_viewport()
    raw = page.locator("article.reference .bibtex").first
    raw.locator("summary").click()
    assert raw.locator("pre").inner_text().startswith("@")
    context.close()


def test_paper_holds_link_targets_and_says_what_was_filtered(
    page: Page, example: str, tmp_path: Path
) -> None:
    def printed() -> str:
        reader = pypdf.PdfReader(tmp_path / "page.pdf")
        return " ".join(" ".join(one.extract_text() for one in reader.pages).split())

    page.goto(f"{example}#certainty=low")
    page.evaluate("document.getElementById('filters-button').click()")
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    text = printed()
    assert "This is a part of the report: 1 of 86 claims" in text
    assert "those with certainty: Low." in text
    assert "<https://doi.org/10.2522/ptj.20130255>" in text
    assert "What this report does not say" in text
    for control in ("Filters", "Clear", "Copy", "Order of claims"):
        assert control not in text
    assert "13 of 49 health-effect claims" in text
    page.get_by_role("button", name="Clear").click()
    page.emulate_media(media="print")
    assert page.locator("article.claim:visible").count() == 86
    assert page.locator("#printed-part").is_hidden()
    assert page.locator("#finder").is_hidden()


@pytest.mark.parametrize("width", [320, 390, 1920])
def test_bar_takes_one_line_and_nothing_is_too_wide(
    browser: Browser, awkward: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640})
    page = context.new_page()
    page.goto(awkward)
    bar = page.locator("#finder").bounding_box()
    assert bar is not None
    assert bar["height"] < 60
    page.get_by_role("button", name="Filters").click()
    search(page, "pain")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    bar = page.locator("#finder").bounding_box()
    assert bar is not None
    assert bar["height"] < 520
    assert page.evaluate(TARGETS) == []
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1400, "light")])
def test_axe_finds_nothing_while_filtering_and_in_the_settings(
    browser: Browser, example: str, width: int, scheme: report_page.Scheme
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{example}#q=pain&status=supported&at={FASCIITIS}")
    page.get_by_role("button", name="Filters").click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.get_by_role("button", name="Colours and keys").click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    context.close()


def test_nobody_elses_script_runs(context: BrowserContext, awkward: str) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(awkward)
    search(page, "<script>alert(1)</script>")
    assert page.locator("#claim-hostile").is_visible()
    choose(page, "Order of claims", "by name")
    assert asked == [awkward]
    assert refused == []
    # Even markup that got into the page would do nothing: only one script has its digest there.
    page.evaluate(
        "document.body.append(document.createRange().createContextualFragment("
        "'<script>window.ran = 1</script><img src=x onerror=\"window.ran = 2\">'))"
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in text for text in refused)


def test_own_script_is_allowed_by_its_own_digest(
    context: BrowserContext, make_project: MakeProject
) -> None:
    own = '{% include "default/report.js" %}\ndocument.title = "mine";\n'
    project = make_project({"templates/report.js": own})
    page = context.new_page()
    page.goto(write_reports(project, formats=["html"]).files[0].as_uri())
    assert page.title() == "mine"
    assert page.get_by_role("searchbox").is_visible()
