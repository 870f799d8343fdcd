"""The tokens of a Markdown text by markdown-it-py, with what that library leaves out: places.

The library maps blocks to lines and nothing to characters. Here each of its rules that eats
more than it shows is wrapped, so that a token's `meta` holds "start" and "end" in the text of
its block, and the token with that text holds "starts": where each of its lines begins in the
source. What Markdown on pages adds to CommonMark is read too: GFM's tables, strike-through and
task lists, footnotes, pandoc's citations and mathematics.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING, Any, cast

from needle_evidence.errors import UnreadableInputError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    BlockRule = Callable[[StateBlock, int, int, bool], bool]
    InlineRule = Callable[[StateInline, bool], bool]

# The library reads 0.3 to 0.8 MB a second.
LARGEST = 3_000_000
_LONGEST_SECONDS = 45.0
# Deeper blocks than that are refused; the library would leave them out without a word.
_DEEPEST = 56
_LIBRARY_DEEPEST = 60

# What the library trims from a table's cells: CommonMark's white space and Unicode's.
BLANKS = " \t\n\v\f\r\xa0\u1680\u202f\u205f\u3000\u2028\u2029" + "".join(
    map(chr, range(0x2000, 0x200B))
)

CITEKEY = r"(?:\{[^{}\s]{1,200}\}|[^\W_][\w:.#$%&+?<>~/-]{0,200})"
_KEY = re.compile(rf"(?<![\w@.])-?@({CITEKEY})")
_CITATION = re.compile(r"\[(?=[^\[\]@]{0,300}@)([^\[\]]{2,1000})\](?!\()")
_FOOTNOTE_MARK = re.compile(r"\[\^([^\s\]]{1,200})\]")
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_LONGEST_NOTE = 2_000
_MATHEMATICS = re.compile(
    r"\$\$(?=[^$])[^$]{1,2000}\$\$|\$(?=[^\s$])(?:[^$\\\n]|\\.){0,300}(?<!\s)\$(?!\d)"
)
# `$n = 20$` is read as text; what needs typesetting is not.
_PLAIN_MATHEMATICS = re.compile(r"\$([^$\\{}^_]+)\$")


def parse_markdown(source: str, *, path: str) -> list[Token]:
    """The tokens of a Markdown text without front matter; "starts" are offsets into it.

    Line ends must be single characters. Tokens of kind "citation" (meta "keys"), "note"
    (`^[…]`, with children of its own) and "mathematics" come on top of the library's.

    Raises:
        UnreadableInputError: the text is too large, too deeply nested, or made to take
            forever.
    """
    refuse_large(len(source), path)
    parser = _parser(path, time.monotonic() + _LONGEST_SECONDS)
    try:
        return parser.parse(source)
    except UnreadableInputError:
        raise
    # A hostile text can make the library fail in any way, recursion included.
    except Exception as error:
        raise UnreadableInputError(
            f"{path} cannot be read as Markdown ({type(error).__name__}).",
            "Save the page as .html or .txt.",
        ) from error


def refuse_large(size: int, path: str) -> None:
    """Raises UnreadableInputError where a text of this size would take too long."""
    if size > LARGEST:
        raise UnreadableInputError(
            f"{path} has over {LARGEST // 1_000_000} MB of Markdown, far more than a page.",
            "Save each page of it as a file of its own.",
        )


def citation_keys(text: str) -> tuple[str, ...]:
    """The citekeys that a text names as pandoc writes them: `@key`, `-@key`, `@{key}`."""
    return tuple(tidy_key(found[1]) for found in _KEY.finditer(text))


def tidy_key(key: str) -> str:
    """A citekey without its braces and without the full stop or comma after it."""
    return key[1:-1] if key.startswith("{") else key.rstrip(":.#$%&-+?<>~/")


def _parser(path: str, deadline: float) -> MarkdownIt:
    from markdown_it import MarkdownIt, rules_block, rules_inline
    from mdit_py_plugins.footnote import footnote_plugin

    options = {"maxNesting": _LIBRARY_DEEPEST, "tasklists": True, "alerts": True}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    parser.disable("text_join")
    footnote_plugin(parser, inline=False, move_to_end=False)
    inline, block = parser.inline.ruler, parser.block.ruler
    for name, rule in (
        ("newline", rules_inline.newline),
        ("escape", rules_inline.escape),
        ("backticks", rules_inline.backtick),
        ("link", rules_inline.link),
        ("image", rules_inline.image),
        ("autolink", rules_inline.autolink),
        ("html_inline", rules_inline.html_inline),
        ("entity", rules_inline.entity),
        ("footnote_ref", _footnote_mark),
    ):
        inline.at(name, _placed(rule))
    inline.before("link", "citation", _placed(_citation))
    inline.before("link", "note", _placed(_note))
    inline.before("escape", "mathematics", _placed(_mathematics))
    for name, block_rule in (
        ("table", rules_block.table),
        ("paragraph", rules_block.paragraph),
        ("heading", rules_block.heading),
        ("lheading", rules_block.lheading),
        ("html_block", rules_block.html_block),
    ):
        block.at(name, _placed_block(block_rule), {"alt": _ALTERNATIVES[name]})
    inline.before("text", "watch", _watch(path, deadline))
    block.before("table", "watch", _watch_block(path, deadline))
    return parser


# What each block rule may end, as the library says (replacing a rule forgets it).
_ALTERNATIVES: dict[str, list[str]] = {
    "table": ["paragraph", "reference"],
    "paragraph": [],
    "heading": ["paragraph", "reference", "blockquote"],
    "lheading": [],
    "html_block": ["paragraph", "reference", "blockquote"],
}


def _placed(rule: InlineRule) -> InlineRule:
    """The rule, noting in its first and last token what part of the text it ate."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent and len(state.tokens) > before:
            # Text that was waiting becomes a token of its own before those of the rule.
            first = before + (state.tokens[before].type == "text")
            if first < len(state.tokens):
                state.tokens[first].meta["start"] = start
                state.tokens[-1].meta["end"] = state.pos
        return True

    return placed


def _placed_block(rule: BlockRule) -> BlockRule:
    """The rule, noting in its tokens with text where each line begins behind its prefix."""

    def placed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        for token in state.tokens[before:]:
            if token.type in ("inline", "html_block") and token.map:
                token.meta["starts"] = [
                    state.bMarks[line] + state.tShift[line] for line in range(*token.map)
                ]
        return True

    return placed


def _watch(path: str, deadline: float) -> InlineRule:
    def watch(state: StateInline, silent: bool) -> bool:
        del state, silent
        if time.monotonic() > deadline:
            raise _too_slow(path)
        return False

    return watch


def _watch_block(path: str, deadline: float) -> BlockRule:
    def watch(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        del start, end, silent
        if state.level > _DEEPEST:
            raise UnreadableInputError(
                f"{path} nests lists or quotations more than {_DEEPEST // 2} deep.",
                "Check its indentation; a page has a few levels at most.",
            )
        if time.monotonic() > deadline:
            raise _too_slow(path)
        return False

    return watch


def _too_slow(path: str) -> UnreadableInputError:
    return UnreadableInputError(
        f"{path} takes more than {_LONGEST_SECONDS:.0f} seconds to read.",
        "Look for thousands of brackets or stars in a row in it.",
    )


def _citation(state: StateInline, silent: bool) -> bool:
    """`[@key; see @other, p. 5]`; every part between semicolons must name a key."""
    if state.src[state.pos] != "[":
        return False
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    keys = [citation_keys(part) for part in found[1].split(";")]
    if not all(keys):
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta["keys"] = tuple(key for part in keys for key in part)
    state.pos = found.end()
    return True


def _footnote_mark(state: StateInline, silent: bool) -> bool:
    """`[^label]`, whether the page has such a footnote or not."""
    if state.src[state.pos] != "[":
        return False
    found = _FOOTNOTE_MARK.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta["label"] = found[1]
    state.pos = found.end()
    return True


def _note(state: StateInline, silent: bool) -> bool:
    """`^[a footnote in place]`; its text becomes the token's children."""
    start = state.pos + 2
    if not state.src.startswith("^[", state.pos) or state.env.get("in_note"):
        return False
    end = _closing_brackets(state).get(start - 1, -1)
    if end < 0 or end >= state.posMax or end - start > _LONGEST_NOTE:
        return False
    if not silent:
        token = state.push("note", "", 0)
        token.content = state.src[start:end]
        token.children = []
        environment: MutableMapping[str, Any] = state.env
        environment["in_note"] = True
        state.md.inline.parse(token.content, state.md, state.env, token.children)
        environment["in_note"] = False
    state.pos = end + 1
    return True


def _closing_brackets(state: StateInline) -> dict[int, int]:
    """Which bracket of the text closes which; found once per text."""
    environment: MutableMapping[str, Any] = state.env
    known = environment.get("brackets")
    if known is not None and known[0] is state.src:
        return cast("dict[int, int]", known[1])
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for found in _BRACKET.finditer(state.src):
        if found[0] == "[":
            opened.append(found.start())
        elif found[0] == "]" and opened:
            pairs[opened.pop()] = found.start()
    environment["brackets"] = (state.src, pairs)
    return pairs


def _mathematics(state: StateInline, silent: bool) -> bool:
    """`$…$` and `$$…$$` as pandoc tells them from prices; content: what reads as text."""
    if state.src[state.pos] != "$":
        return False
    found = _MATHEMATICS.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("mathematics", "", 0)
        plain = _PLAIN_MATHEMATICS.fullmatch(found[0])
        token.content = plain[1] if plain else ""
    state.pos = found.end()
    return True
