"""Writing a copy of an article with citations for the claims that stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.anchoring.mark_drift import read_page
from needle_evidence.anchoring.page_references import match_entries
from needle_evidence.api.browsing import missing_by_claim
from needle_evidence.appraisal.verdict import retracted_works
from needle_evidence.errors import UsageError
from needle_evidence.formats.article_format import article_source
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.anchor import Placement
from needle_evidence.model.article import Article, plain_path
from needle_evidence.model.claim import Claim
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.cited_article import FORMS, CitedWorks, Insertion, cited_copy
from needle_evidence.workspace import Project, load, open_project, read_file, write_file
from needle_evidence.workspace.own_files import refuse_own_file

CITED_FOLDER = "reports/cited"


@dataclass(frozen=True, kw_only=True, slots=True)
class CitedCopy:
    """What `cite` wrote.

    file: the copy. cited: claim id and the citekeys put in, by place. not_yet: the other
    claims of the article, each with what keeps it from standing.
    """

    file: Path
    form: str
    cited: tuple[tuple[str, tuple[str, ...]], ...]
    not_yet: tuple[tuple[str, tuple[str, ...]], ...]


def cite(
    project: str | Path,
    article: str,
    *,
    form: str = "",
    output: str | Path | None = None,
    style: str = "",
) -> CitedCopy:
    """Writes a copy of an article in which every claim that stands cites its references.

    form: "pandoc", "html" or "numbers"; else the one that fits the file. output: the file to
    write; else one of the same name in reports/cited/. style: of the reference list, else the
    configured one. The article itself is never touched. Raises UsageError for an article that
    is not the project's, a form that it cannot hold and an output that is one of the project's
    own files or would be read as one; UnreadableInputError, UnwritableOutputError.
    """
    opened = open_project(Path(project))
    library = load(opened)
    page = _the_article(library, article)
    chosen = _form(page, form)
    target = Path(output) if output is not None else opened.inside(f"{CITED_FOLDER}/{page.path}")
    refuse_own_file(opened, library, target)
    source = article_source(read_file(opened, page.path), page.path)
    missing = missing_by_claim(library, opened.config)
    works = _works(opened, library, page, style or opened.config.style)
    standing = [c for c in _claims_in(library, page) if not missing[c.claim_id]]
    insertions = tuple(_insertions(library, page, standing))
    text = cited_copy(page, source, insertions, works, chosen)
    write_file(target, text.encode("utf-8"))
    return CitedCopy(
        file=target,
        form=chosen,
        cited=tuple((c.claim_id, _citable(library, c)) for c in standing),
        not_yet=tuple(
            (claim.claim_id, missing[claim.claim_id])
            for claim in _claims_in(library, page)
            if missing[claim.claim_id]
        ),
    )


def _the_article(library: Library, article: str) -> Article:
    path = plain_path(article)
    page = library.articles_by_path.get(path)
    if page is None:
        raise UsageError(
            f"The project has no article {one_line(path, 120)}.",
            suggestion(path, library.articles_by_path)
            or "Put it into the folder articles/, or name it in the setting `articles`.",
        )
    if page.unreadable:
        raise UsageError(page.unreadable)
    return page


def _form(page: Article, form: str) -> str:
    fitting = [known.name for known in FORMS if page.path.lower().endswith(known.endings)]
    if not fitting:
        raise UsageError(
            f"{page.path} can be read, but no citation can be put into a file of its kind.",
            "Save the page as .md, .html or .txt.",
        )
    if form and form not in fitting:
        raise UsageError(
            f"{page.path} cannot hold citations in the form {form}.",
            f"Choose {' or '.join(fitting)}.",
        )
    return form or fitting[0]


def _works(project: Project, library: Library, page: Article, style: str) -> CitedWorks:
    from needle_evidence.formats.decode_text import decode
    from needle_evidence.reporting.bibliography import (
        WHERE_STYLES_ARE,
        format_reference,
        load_style,
    )

    text = None
    if style.lower().endswith(".csl"):
        content = read_file(project, style, where_missing=WHERE_STYLES_ARE)
        text = decode(content, path=style).text
    loaded = load_style(style, style_text=text)
    matches = match_entries(page, library.references)
    printed = {
        match.citekeys[0]: match.entry.label
        for match in matches
        if len(match.citekeys) == 1 and match.entry.label
    }
    return CitedWorks(
        references=library.reference_by_key,
        format_reference=lambda reference: format_reference(loaded, reference),
        printed=printed,
    )


def _claims_in(library: Library, page: Article) -> tuple[Claim, ...]:
    return tuple(
        claims[0]
        for claim_id, claims in library.claims_by_id.items()
        if any(p.article == page.path for p in library.placements.get(claim_id, ()))
    )


def _insertions(library: Library, page: Article, standing: Sequence[Claim]) -> Iterator[Insertion]:
    """One citation per place; claims that end in the same place share one."""
    resolved = _resolved_marks(library, page)
    by_place: dict[int, tuple[list[str], list[tuple[int, int]]]] = {}
    for claim in standing:
        keys = [*_citable(library, claim)]
        for placement in library.placements.get(claim.claim_id, ()):
            if placement.article == page.path and placement.state.holds:
                taken = _own_marks(page, placement, resolved, keys)
                wanted, marks = by_place.setdefault(_place(page, placement), ([], []))
                wanted.extend(key for key in keys if key not in wanted)
                marks.extend(mark for mark in taken if mark not in marks)
    for offset, (keys, marks) in by_place.items():
        yield Insertion(offset=offset, citekeys=tuple(keys), marks=tuple(marks))


def _citable(library: Library, claim: Claim) -> tuple[str, ...]:
    """What a page may cite for a claim: its known references, but for retracted ones."""
    gone = retracted_works(library)
    return tuple(r.key for r in library.cited(claim) if r.key not in gone)


def _place(page: Article, placement: Placement) -> int:
    """Behind the claim's words, and before the stop of its sentence."""
    end = placement.end
    return end - 1 if page.text[end - 1 : end] in {".", "!", "?", "…", "。"} else end


def _resolved_marks(library: Library, page: Article) -> Mapping[int, tuple[str, ...]]:
    """The citekeys that each mark names, by its number; only of marks that resolve wholly."""
    found: dict[int, tuple[str, ...]] = {}
    for number, cited in enumerate(read_page(page, library.references).cited):
        whole = bool(cited.citekeys) and not (cited.missing or cited.unsure)
        if whole and page.marks[number].start >= 0:
            found[number] = cited.citekeys
    return found


def _own_marks(
    page: Article,
    placement: Placement,
    resolved: Mapping[int, tuple[str, ...]],
    keys: Sequence[str],
) -> Iterator[tuple[int, int]]:
    """The marks right behind the claim that name nothing but its own works."""
    for number, named in resolved.items():
        mark = page.marks[number]
        near = -1 <= mark.offset - placement.end <= 1
        if near and set(named) <= set(keys):
            yield mark.start, mark.end


def forms() -> Mapping[str, str]:
    """The names of the forms of citations, each with what it looks like."""
    return {form.name: form.about for form in FORMS}
