"""What the classes and ids of a web page's elements say about their place in the page."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Longer lists of classes are no names that a person gave.
_LONGEST = 2_000

# A token made of one of these and of neutral words only is furniture of the page:
# "social-share-buttons" is, "shared-decision" and "clinical-commentary" are not.
_FURNITURE_TEXT = """
    addthis addtoany ads advert advertisement advertisements breadcrumb breadcrumbs byline catlinks
    cookie cookiebanner cookiebar cookienotice cookies footer gdpr heateor masthead megamenu menu
    menubar modal nav navbar navbox navigation navmenu newsletter offcanvas optin pager pagination
    popup printfooter related relatedposts share sharedaddy shareaholic sharethis sharing sidebar
    sidenav social subnav subscribe subscription toc topbar yarpp
    """
_COMMENTS_TEXT = """
    comment commentform commentlist commentrespond comments disqus respond
    """
_NEUTRAL_TEXT = """
    a account add aligncenter alignment area article articles back background banner bar bg block
    blog body bottom box btn button buttons cancel card center class col collapse column compact
    consent container count counter custom desktop dialog display drop dropdown elementor enabled
    entry et ez fixed flex floating form global grid group hidden hide holder horizontal icon icons
    email follow id inner item items jp label large layout left level like link links list load main
    media mini mobile module more multi my network networks notice notification open outer overlay
    page panel pb post posts primary print public region reply responsive right round row save
    sd secondary section
    show side sign signup simple single site small ssba static sticky style submit sub super tab
    story tabs template theme this thread thumbs title to toggle top trail tree up vertical view
    visible wide widget widgets wp wrap wrapper x
    """
_FURNITURE = frozenset(_FURNITURE_TEXT.split())
_COMMENTS = frozenset(_COMMENTS_TEXT.split())
_NEUTRAL = frozenset(_NEUTRAL_TEXT.split())
_WHOLE_TEXT = """
    about-author author-bio author-box author-info cat-links comment-reply-title entry-meta
    entry-tags header-top main-header mw-editsection mw-jump-link nav-links post-meta post-tags
    posted-by posted-on reading-time sd-block site-branding site-header skip-link tag-links
    tags-links top-bar top-header widget-area wpcf7 mc4wp-form
    """
_WHOLE = frozenset(_WHOLE_TEXT.split())
_UNSEEN = frozenset({"sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden"})
# A part that opens at a click holds text of the page although it is hidden at first.
_FOLDED_TEXT = """
    accordion answer collapse collapsible details expand faq fold panel readmore spoiler tab tabs
    toggle
    """
_FOLDED = frozenset(_FOLDED_TEXT.split())
# Boxes beside the text that belong to it.
_BOX_TEXT = """
    admonition callout facts highlight highlights important infobox key note
    notes points summary takeaway takeaways tip tips warning
    """
_BOX = frozenset(_BOX_TEXT.split())

_REFERENCES_TEXT = """
    bibliografia bibliographie bibliography citations endnotes footnotes literatur
    literaturverzeichnis quellen referencelist references referenzen reflist refs sources
    """
_REFERENCES = frozenset(_REFERENCES_TEXT.split())
_REFERENCE_PAIRS = (
    frozenset({"reference", "list"}),
    frozenset({"ref", "list"}),
    frozenset({"citation", "list"}),
    frozenset({"source", "list"}),
    frozenset({"works", "cited"}),
    frozenset({"literature", "cited"}),
    frozenset({"csl", "bib", "body"}),
)
_REFERENCE_NEUTRAL = _NEUTRAL | _FOLDED | frozenset({"content", "csl", "bib", "hanging", "indent"})
_ENTRIES = frozenset({"csl-entry", "reference-entry", "ref-entry", "bib-entry", "biblio-entry"})
_MARKS_TEXT = """
    citation-ref cite-ref fn-ref fnref footnote-ref footnote-reference footnoteref noteref
    reference-link sdfootnoteanc sdendnoteanc
    """
_MARKS = frozenset(_MARKS_TEXT.split())
_BACK_LINKS_TEXT = """
    data-footnote-backref fn-backref footnote-back footnote-backref mw-cite-backlink reversefootnote
    """
_BACK_LINKS = frozenset(_BACK_LINKS_TEXT.split())


def is_furniture(names: str) -> bool:
    """Whether classes name what stands around an article: menus, share bars, newsletter boxes."""
    return any(
        token in _WHOLE or _consists(words, _FURNITURE, _NEUTRAL) for token, words in _tokens(names)
    )


def is_comments(names: str) -> bool:
    """Whether classes name readers' comments or the form for them."""
    return any(_consists(words, _COMMENTS, _NEUTRAL) for _, words in _tokens(names))


def is_unseen(names: str) -> bool:
    """Whether classes name text that only a screen reader reads out."""
    return any(token in _UNSEEN for token, _ in _tokens(names))


def is_folded(names: str) -> bool:
    """Whether classes name a part that opens at a click."""
    return any(words & _FOLDED for _, words in _tokens(names))


def is_box(names: str) -> bool:
    """Whether classes name a box that belongs to the text: a callout, key points."""
    return any(words & _BOX for _, words in _tokens(names))


def is_reference_list(names: str) -> bool:
    """Whether classes name a list of references or notes."""
    return any(
        _consists(words, _REFERENCES, _REFERENCE_NEUTRAL)
        or any(pair <= words and words <= pair | _REFERENCE_NEUTRAL for pair in _REFERENCE_PAIRS)
        for _, words in _tokens(names)
    )


def is_reference_entry(names: str) -> bool:
    """Whether classes name one entry of a list of references."""
    return any(token in _ENTRIES for token, _ in _tokens(names))


def is_mark(names: str) -> bool:
    """Whether classes name a link from the text to a reference or note."""
    return any(token in _MARKS for token, _ in _tokens(names))


def is_back_link(names: str) -> bool:
    """Whether classes name a link from a reference back to the text."""
    return any(token in _BACK_LINKS for token, _ in _tokens(names))


def _consists(words: frozenset[str], of: frozenset[str], neutral: frozenset[str]) -> bool:
    return bool(words & of) and words <= of | neutral


@lru_cache(maxsize=4_096)
def _tokens(names: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each class in small letters with hyphens, and its words."""
    return tuple(
        (
            token.replace("_", "-").lower(),
            frozenset(word.lower() for word in _WORD.findall(token)),
        )
        for token in names[:_LONGEST].split()
    )
