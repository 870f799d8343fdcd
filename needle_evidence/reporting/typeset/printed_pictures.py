"""The pictures of a report as a page can hold them: fixed colours, and their words beside them."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.pictures.picture_file import picture_files
from needle_evidence.reporting.typeset.printed_report import Picture

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
# Colours have names, once for paper and once more for a dark screen.
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{[^{}]*\{[^{}]*\}\s*\}")
_NAMED = re.compile(r"(--[\w-]+):\s*([^;{}]+);")
_USED = re.compile(r"var\((--[\w-]+)\)")
_FONTS = re.compile(r'"Avenir Next"[^;}]*sans-serif')
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_WORDS = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)
_PAGE_FONT = "Libertinus Serif"
# That font has one of the two signs of certainty; this one has both, of one size.
_SIGNS = '.picture .signs { font-family: "DejaVu Sans Mono"; font-size: 15px; letter-spacing: 0; }'
# A file of its own has a margin all around; a page has margins already.
_MARGIN = re.compile(r' width="([\d.]+)" height="([\d.]+)" viewBox="-16 -16 \1 \2"')
_CUT = 14  # units on each side; what lines and letters need stays


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedPictures:
    """The pictures of a report. overview: of all claims. forests: by the anchor of the claim."""

    overview: tuple[Picture, ...] = ()
    forests: Mapping[str, tuple[Picture, ...]] = field(default_factory=lambda: MappingProxyType({}))


NO_PICTURES = PrintedPictures()


def printed_pictures(view: EvidenceView, own_templates: Mapping[str, str]) -> PrintedPictures:
    """All pictures, drawn; own_templates: the user's by name. Raises UsageError for a bad one."""
    from needle_evidence.reporting.templating import render_pictures

    files = picture_files(view.pictures, view.wide_history_strip)
    drawn = render_pictures(files, own_templates)
    anchors = {id(plot): plot.anchor for plot in view.pictures.filed_forests}
    overview: list[Picture] = []
    forests: dict[str, list[Picture]] = {}
    for file in files:
        picture = _picture(drawn[file.name])
        if id(file.picture) in anchors:
            plots = forests.setdefault(anchors[id(file.picture)], [])
            plots.append(replace(picture, title=""))
        else:
            overview.append(picture)
    return PrintedPictures(
        overview=tuple(overview),
        forests=MappingProxyType({anchor: tuple(plots) for anchor, plots in forests.items()}),
    )


def _picture(svg: str) -> Picture:
    cut = _MARGIN.sub(_without_margin, svg, count=1)
    return Picture(
        svg=_STYLE.sub(_flat_style, cut, count=1),
        title=_text(_TITLE, svg),
        alternative=_text(_WORDS, svg),
    )


def _flat_style(match: re.Match[str]) -> str:
    """The style sheet as programs read it that know no variables and no dark screens."""
    style = _DARK.sub("", match.group())
    colours = dict(_NAMED.findall(style))
    flat = _USED.sub(lambda used: colours.get(used.group(1), "currentColor"), style)
    flat = _FONTS.sub(f'"{_PAGE_FONT}"', flat)
    return flat.replace("</style>", f"{_SIGNS}\n</style>")


def _without_margin(match: re.Match[str]) -> str:
    width, height = (round(float(size) - 2 * _CUT, 1) for size in match.groups())
    start = _CUT - 16
    return f' width="{width}" height="{height}" viewBox="{start} {start} {width} {height}"'


def _text(pattern: re.Pattern[str], svg: str) -> str:
    found = pattern.search(svg)
    return html.unescape(" ".join(found.group(1).split())) if found else ""
