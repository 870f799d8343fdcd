"""Jinja2 environments for reports: sandboxed, escaping by default, open to user templates."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from needle_evidence.errors import UsageError
from needle_evidence.model.plain_text import one_line, visible
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.claim_concern import worst_first
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.linked_pages import LINK_BEGINS, LINK_ENDS, one_page
from needle_evidence.reporting.pictures.picture_file import PictureFile
from needle_evidence.reporting.reference_view import name_in_page
from needle_evidence.reporting.report_part import ReportPart

_HTML_TAGS = {
    "italic": "i",
    "bold": "b",
    "superscript": "sup",
    "subscript": "sub",
    "small_caps": "span",
}
# Punctuation that can begin Markdown, HTML or GitHub syntax (CommonMark §2.4 lets each be
# escaped by a backslash); `.`, `)`, `+`, `-`, `#` only matter at the start of a line.
_MARKDOWN_ANYWHERE = re.compile(r"([\\`*_{}\[\]<>|~$&!])")
_MARKDOWN_START = re.compile(r"^(\d*)([#+=.)-])")
_BLANK_LINES = re.compile(r"\n{3,}")
_ENDS_SCRIPT = re.compile(r"(?i)</script|<script|<!--")
_BACKTICKS = re.compile(r"`([^`]+)`")
_AUTOLINK = re.compile(r"(?i)(?:https?|ftp):|www\.|(?:mailto|xmpp):")


def render(name: str, view: EvidenceView, own_templates: Mapping[str, str]) -> str:
    """A template's output for a view; `.md.j2` templates escape Markdown, all others HTML.

    own_templates: the user's templates by name; they win over ours, which they can extend
    as "default/NAME". Raises UsageError where a template of the user's is at fault.
    """
    return one_page(render_open(name, view, own_templates))


def render_open(name: str, view: EvidenceView, own_templates: Mapping[str, str]) -> str:
    """The same, but its links are still open: `linked_pages` or `one_page` closes them."""
    environment = _environment(own_templates, html=not name.endswith(".md.j2"))
    try:
        text = environment.get_template(name).render(view=view)
    except Exception as error:
        # Ours are tested: where the user has templates, one of those is at fault.
        if own_templates:
            raise _template_fault(error, name, own_templates) from error
        raise
    # What templates leave of their own lines is no more than one empty line in Markdown.
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n" if name.endswith(".md.j2") else text


def render_pictures(
    files: Iterable[PictureFile], own_templates: Mapping[str, str]
) -> dict[str, str]:
    """Each picture as an SVG file of its own, by its name; from `picture.svg.j2`.

    Raises UsageError where a template of the user's is at fault.
    """
    name = "picture.svg.j2"
    environment = _environment(own_templates, html=True)
    try:
        template = environment.get_template(name)
        return {
            file.name: template.render(kind=file.kind, picture=file.picture).strip() + "\n"
            for file in files
        }
    except Exception as error:
        if own_templates:
            raise _template_fault(error, name, own_templates) from error
        raise


def escape_markdown(text: str, *, begins: bool = True) -> str:
    """Plain text as one line of GitHub-flavoured Markdown that shows exactly that text.

    begins: it may stand at the start of a line, where more signs mean something.
    """
    flat = one_line(text)
    escaped = _MARKDOWN_ANYWHERE.sub(r"\\\1", flat)
    if begins:
        escaped = _MARKDOWN_START.sub(r"\1\\\2", escaped)
    # Bare web addresses become links on GitHub unless their signs are written as entities.
    return _AUTOLINK.sub(_joint, escaped)


def formatted_html(reference: FormattedReference) -> Markup:
    """A reference with its formatting as HTML; its words are escaped."""
    parts: list[Markup] = []
    for text, kind in reference.runs:
        escaped = Markup.escape(visible(text))
        if tag := _HTML_TAGS.get(kind):
            opening = f'{tag} class="small-caps"' if kind == "small_caps" else tag
            # The tags are our own five; the text between them is escaped above.
            escaped = Markup(f"<{opening}>") + escaped + Markup(f"</{tag}>")  # noqa: S704 - our own tags, the text between is escaped
        parts.append(escaped)
    return Markup("").join(parts)


def formatted_markdown(reference: FormattedReference) -> Markup:
    """A reference with its formatting as one line of Markdown; its words are escaped."""
    marks = {"italic": "*", "bold": "**"}
    parts: list[str] = []
    for text, kind in reference.runs:
        # A run's outer spaces belong to the sentence, not to the emphasis.
        words = text.strip()
        before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
        mark = marks.get(kind, "") if words else ""
        shown = escape_markdown(words, begins=not parts)
        parts.append(f"{before}{mark}{shown}{mark}{after if words else ''}")
    return Markup("".join(parts).strip())  # noqa: S704 - escaped for Markdown, not HTML


def _joint(match: re.Match[str]) -> str:
    return match.group().replace(":", "&#58;").replace(".", "&#46;")


def _environment(own_templates: Mapping[str, str], *, html: bool) -> jinja2.Environment:
    return _kept_environment(tuple(sorted(own_templates.items())), html)


@lru_cache(maxsize=4)
def _kept_environment(templates: tuple[tuple[str, str], ...], html: bool) -> jinja2.Environment:
    """Kept, with its compiled templates: who rebuilds reports on every save compiles them once."""
    own_templates = dict(templates)
    ours = jinja2.PackageLoader("needle_evidence.reporting", "templates")
    # The sandbox costs a seventh of a large report; what ships with the package needs none.
    kind = ImmutableSandboxedEnvironment if own_templates else jinja2.Environment
    environment = kind(
        loader=jinja2.ChoiceLoader(
            [
                jinja2.DictLoader(own_templates),
                ours,
                jinja2.PrefixLoader({"default": ours}),
            ]
        ),
        autoescape=True,
        finalize=_finalize_html if html else _finalize_markdown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Each template is read once per run: folding its constants costs more than it saves.
        optimized=False,
    )
    environment.filters["href"] = _href
    environment.filters["worst_first"] = _worst_first
    environment.filters["script"] = _script
    environment.filters["script_source"] = _script_source
    environment.filters["formatted"] = formatted_html if html else formatted_markdown
    environment.filters["with_code"] = _with_code
    environment.filters["one_line"] = one_line
    environment.filters["plural"] = _plural
    environment.filters["slug"] = name_in_page
    environment.filters["markdown_link"] = _markdown_link
    environment.filters["index_json"] = _index_json
    return environment


def _finalize_html(value: object) -> object:
    """What `{{ … }}` prints: control and direction characters are made visible."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return "" if value is None else value
    return visible(value)


def _finalize_markdown(value: object) -> object:
    """The same for Markdown: `Markup` is what autoescaping leaves alone and macros return."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return "" if value is None else value
    return Markup(escape_markdown(value))  # noqa: S704 - escaped for Markdown, not HTML


def _href(anchor: str) -> Markup:
    """The address of a place in the report by its name, on whichever of its pages that is.

    Every link within the report goes through here; `linked_pages` or `one_page` closes it.
    """
    return Markup(f"{LINK_BEGINS}{Markup.escape(visible(anchor))}{LINK_ENDS}")  # noqa: S704 - escaped


def _worst_first(claims: Sequence[ClaimView]) -> dict[str, int]:
    """The place of each claim, by its anchor, from 0 for the one to worry about most."""
    keys = {
        view.anchor: min(
            (worst_first(view, place.state) for place in view.places), default=worst_first(view)
        )
        for view in claims
    }
    return {anchor: place for place, anchor in enumerate(sorted(keys, key=keys.__getitem__))}


def _script(text: str) -> Markup:
    """A script of the page as an element; its bytes are those that `_script_source` names.

    Raises ValueError for text that HTML would not end where the script ends.
    """
    if _ENDS_SCRIPT.search(text):
        raise ValueError("a script must not hold </script or <!--; write <\\/script, <\\!--")
    return Markup(f"<script>{_script_text(text)}</script>")  # noqa: S704 - the page's own script, checked above


def _script_source(text: str) -> str:
    """What a content security policy calls this script and no other: its sha256."""
    digest = hashlib.sha256(_script_text(text).encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _script_text(text: str) -> str:
    """A script as a browser reads it from a page: CSP hashes what the HTML parser leaves."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _with_code(text: str) -> Markup:
    """Escaped HTML in which `words between backticks` are set as code, as findings write them."""
    escaped = str(Markup.escape(visible(text)))
    return Markup(_BACKTICKS.sub(r"<code>\1</code>", escaped))  # noqa: S704 - escaped above


def _index_json(part: ReportPart) -> Markup:
    """The index of a report of several pages as JSON that no HTML parser leaves early.

    {"pages": [file name …], "statuses": […], "claim": [[name, text, page, anchor, status] …],
    "reference": [[name, text, page, anchor] …]}: page and status as numbers in their lists; the
    anchor as 0 where it is kind-name.
    """
    pages = [part.first, *(name for name, _ in part.pages)]
    statuses = sorted({one.status for one in part.index})
    number = {name: n for n, name in enumerate(pages)}
    rows: dict[str, list[list[str | int]]] = {"claim": [], "reference": []}
    for one in part.index:
        anchor = 0 if one.anchor == f"{one.kind}-{one.name}" else one.anchor
        status = [statuses.index(one.status)] if one.status else []
        page = number.get(one.page, 0)
        rows[one.kind].append([visible(one.name), visible(one.text), page, anchor, *status])
    text = json.dumps(
        {"pages": pages, "statuses": statuses, **rows}, separators=(",", ":"), ensure_ascii=False
    )
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - nothing of HTML is left


def _markdown_link(address: str, label: str) -> Markup:
    """A link; `address` comes from the identifiers module and holds no spaces or controls."""
    target = address.replace("(", "%28").replace(")", "%29").replace("|", "%7C")
    text = f"[{escape_markdown(label)}]({target})"
    return Markup(text)  # noqa: S704 - escaped for Markdown, not HTML


def _plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun ("1 claim", "2 claims"); `many` only where it is not `one` + "s"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def _template_fault(error: Exception, name: str, own_templates: Mapping[str, str]) -> UsageError:
    """The words for a template that cannot be used."""
    where = getattr(error, "name", None) or name
    line = getattr(error, "lineno", None)
    place = f"templates/{where}" + (f", line {line}" if line else "")
    listed = ", ".join(sorted(own_templates)) or "none"
    return UsageError(
        f"{place}: {one_line(str(error), 300)}.",
        f"Correct the template, or remove it from templates/ (yours: {listed}).",
    )
