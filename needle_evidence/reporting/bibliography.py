"""Formats references in a citation style: AMA, Vancouver, APA, or any CSL 1.0 style."""

from __future__ import annotations

import importlib.resources
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from needle_evidence.errors import UsageError
from needle_evidence.formats.csl.csl_item import to_csl
from needle_evidence.model.reference import Reference
from needle_evidence.reporting.printed_text import (
    ENTRY_BEGINS,
    ENTRY_ENDS,
    MORE_AUTHORS,
    PAGE_DASH,
    Run,
    clean,
    mark_more_authors,
    runs,
)

WHERE_STYLES_ARE = "Give ama, vancouver, apa, or the path of a CSL 1.0 style (.csl)."
_BUILT_IN = {
    "ama": "american-medical-association.csl",
    "vancouver": "nlm-citation-sequence.csl",
    "apa": "apa.csl",
}
_PAGE_RANGE = re.compile(r"(?P<prefix>[A-Za-z]*)(?P<first>\d+)-(?P<again>[A-Za-z]*)(?P<last>\d+)")
# Kana, Chinese characters, Hangul: the family name comes first, with no space and no initials.
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\s]+")
# AMA's guess about a work without a volume; a year alone does not say so. Group 1 is the entry's
# own text, which stays as it is.
_PUBLISHED_ONLINE = re.compile(
    f"({ENTRY_BEGINS}[^{ENTRY_ENDS}]*{ENTRY_ENDS})|Published online (?=[0-9]{{4}})"
)
_INITIALS = re.compile(r"(?<![\w.])[^\W\d_]{2,3}(?![\w.])")


@dataclass(frozen=True, kw_only=True, slots=True)
class FormattedReference:
    """One entry of the reference list, without its number.

    runs: pairs of text and kind ("" for plain text, "italic", "bold", "superscript",
    "subscript", "small_caps"); never empty, plain text everywhere: nothing is escaped.
    by_style: False where the style could not print the work, and authors, title, container
    and year are simply listed.
    """

    runs: tuple[Run, ...]
    by_style: bool = True

    @property
    def plain(self) -> str:
        """The entry's text without its formatting."""
        return "".join(text for text, _ in self.runs)


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """A citation style, parsed once and ready to format any number of references.

    name: as the user gave it. numbered: the style numbers its references in the order of
    citing; otherwise its list is sorted by author. The rest is for format_reference alone.
    """

    name: str
    numbered: bool
    closing_quote: str = field(default="", repr=False)
    root: Any = field(repr=False, compare=False)


def load_style(style: str, *, style_text: str | None = None) -> Style:
    """A style by its name ("ama", "vancouver", "apa") or, with its text, any CSL 1.0 style.

    style: a name, or the path of a .csl file, which only names it in messages; style_text:
    that file's content. Raises UsageError for an unknown name and for a text that is no
    usable style.
    """
    from needle_evidence.reporting.citation_engine import quote_around_stops, read_style
    from needle_evidence.reporting.citation_style import is_numbered

    if style_text is None:
        style_text = _built_in(style)
    root = read_style(style_text, style)
    return Style(
        name=style,
        numbered=is_numbered(root),
        closing_quote=quote_around_stops(root),
        root=root,
    )


def format_reference(style: Style, reference: Reference) -> FormattedReference:
    """The reference as the style prints it in its list, without a number. Never raises.

    The work is printed on its own: nothing is compared with other references (no "2014a").
    """
    printed = _print(style, reference)
    formatted = runs(printed, style.closing_quote)
    if formatted and ENTRY_BEGINS in printed:  # A style may print "(n.d.)" of an empty entry.
        return FormattedReference(runs=formatted)
    return FormattedReference(runs=((_plain_entry(reference), ""),), by_style=False)


def _built_in(style: str) -> str:
    name = _BUILT_IN.get(style.strip().lower())
    if name is None:
        raise UsageError(
            f"There is no citation style {style!r}.",
            WHERE_STYLES_ARE,
        )
    folder = importlib.resources.files("needle_evidence.reporting") / "styles"
    return (folder / name).read_text(encoding="utf-8")


def _print(style: Style, reference: Reference) -> str:
    """What the style prints, with markers; "" where it prints nothing or citeproc fails."""
    from needle_evidence.reporting.citation_engine import print_work, term

    item = _prepared(reference, short_names=style.root.get("initialize-with") == "")
    try:
        printed = print_work(style.root, item)
    except Exception:  # noqa: BLE001 - whatever citeproc raises for one work, the report goes on
        return ""
    if item.get("type") != "article-journal" or not _has_month(item):
        printed = _PUBLISHED_ONLINE.sub(lambda match: match.group(1) or "", printed)
    if "accessed" not in item:
        printed = printed.replace(f"Retrieved {ENTRY_BEGINS}", ENTRY_BEGINS)  # APA, of no date
    if PAGE_DASH in printed:
        printed = printed.replace(PAGE_DASH, term(style.root, "page-range-delimiter") or "–")
    if MORE_AUTHORS in printed:
        printed = mark_more_authors(printed, term(style.root, "and"), term(style.root, "et-al"))
    return printed


def _prepared(reference: Reference, *, short_names: bool) -> dict[str, object]:
    """The CSL item, cleaned, in the form that citeproc prints right.

    short_names: the style sets initials without periods, so suffixes lose theirs, too.
    """
    cleaned = {name: _cleaned(value) for name, value in to_csl(reference).items()}
    for role in ("author", "editor", "translator"):
        if isinstance(people := cleaned.get(role), list):
            prepared = [_prepared_name(person, short_names) for person in people]
            cleaned[role] = [person for person in prepared if person]
    authors = cleaned.get("author")
    if reference.authors_truncated and isinstance(authors, list) and authors:
        authors.append({"literal": MORE_AUTHORS})
    item = {name: value for name, value in cleaned.items() if value}
    if isinstance(pages := item.get("page"), str):
        item["page"] = _page_range(pages)
    for name in ("number-of-pages", "number-of-volumes"):
        if not str(item.get(name, "")).isdecimal():
            item.pop(name, None)  # citeproc takes only numbers here
    if item.get("type") in {"chapter", "paper-conference"} and "container-title" not in item:
        item["type"] = "book"  # or styles print "In:" and nothing after it
    return item


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    if isinstance(value, Mapping):
        return {name: _cleaned(part) for name, part in value.items()}
    return value


def _prepared_name(person: Mapping[str, str], short_names: bool) -> dict[str, str]:
    """The name in composed characters (initials keep their accents), "JA" read as "J. A."."""
    parts = {part: unicodedata.normalize("NFC", text) for part, text in person.items() if text}
    if parts.keys() == {"family", "given"} and _EAST_ASIAN.fullmatch("".join(parts.values())):
        return {"literal": parts["family"] + parts["given"]}
    if parts and not parts.keys() & {"family", "literal"}:
        return {"literal": " ".join(parts.values())}
    if "given" in parts and not parts.get("family", "").isupper():
        parts["given"] = _INITIALS.sub(_spaced_initials, parts["given"])
    if short_names and "suffix" in parts:
        parts["suffix"] = parts["suffix"].rstrip(".")
    return parts


def _spaced_initials(match: re.Match[str]) -> str:
    letters = match.group()
    return " ".join(f"{letter}." for letter in letters) if letters.isupper() else letters


def _page_range(pages: str) -> str:
    """Pages that citeproc abbreviates rightly: "1083-94" in full, "12-12" as one page.

    Where both ends differ in length it would cut the longer one ("98-105" is safe only as
    one word), so the dash becomes a stand-in.
    """
    match = _PAGE_RANGE.fullmatch(pages)
    if match is None:
        return pages
    prefix, first, again, last = match.group("prefix", "first", "again", "last")
    if again in ("", prefix) and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if (prefix, first) == (again or prefix, last):
        return prefix + first
    if len(prefix + first) != len(again + last):
        return f"{prefix}{first}{PAGE_DASH}{again}{last}"
    return f"{prefix}{first}-{again}{last}"


def _has_month(item: Mapping[str, object]) -> bool:
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return parts is not None and len(parts[0]) > 1


def _plain_entry(reference: Reference) -> str:
    """The work without a style: authors. title. container. year — or at least its citekey."""
    people = reference.authors or reference.editors
    names = ", ".join(person.display for person in people)
    if names and reference.authors_truncated:
        names += ", et al"
    parts = (names, reference.title, reference.container, reference.text("date", "year"))
    sentences = [clean(part).rstrip(".") for part in parts]
    return ". ".join(part for part in sentences if part) or clean(reference.key) or "?"
