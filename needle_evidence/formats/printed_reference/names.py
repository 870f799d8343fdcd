"""The names of a printed author or editor list, in whatever style it is printed.

"Smith JA, Jones B", "Smith, J. A., & Jones, B.", "J. A. Smith and B. Jones", "Smith, John A., and
Mary Jones", "World Health Organization". Names are split, never mended or completed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from needle_evidence.formats.printed_reference.word_tables import in_table
from needle_evidence.model.reference import PersonName


@dataclass(frozen=True, kw_only=True, slots=True)
class NameList:
    """The names, whether the list says that there are more, and names that look mangled."""

    names: tuple[PersonName, ...]
    truncated: bool = False
    doubtful: tuple[str, ...] = ()


_TRUNCATION = re.compile(
    r"(?i)[,;]?\s*(?:\(?\bet\.?\s*al\b\.?\)?|\b(?:and|&)\s+(?:others|colleagues|coll\.?)|\ba\s+kol\.|\bu\.\s?a\.|"
    r"\bet\s+coll?\.|\by\s+cols?\.|\be\s+cols?\.|\bm\.\s?fl\.|(?:…|\.\s?\.\s?\.)\s*$)[\s.,;:]*$"
)
_OTHERS_AND_GROUP = re.compile(
    r"(?i)[,;]?\s*\bet\.?\s+al\b\.?\s*[,;:]\s*(?:(?:for|on behalf of)\s+(?:the\s+)?)?(?=\w)"
)
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.(?:\s?\.)?")
_ROLES = re.compile(
    r"(?i)[\s,;]*[\[(]?\s*\b(?:eds?\.|eds?\b|editors?|hrsg\.?|hg\.?|dirs?\.|coords?\.|\(?ed\)?|comps?\.|orgs?\."
    r"|trans\.|translators?|herausgeber|producers?|directors?)\s*[\])]*[\s.,:;]*$"
)
_LEAD = re.compile(
    r"(?i)^(?:in:?\s+|(?:edited|translated|ed\.|eds\.|hrsg\.|hg\.|trans\.|tr\.|dir\.|herausgegeben|"
    r"edited\s+and\s+translated)\s*(?:by|von|v\.)?:?\s+|by\s+)+"
)
_AND = re.compile(r"\s+(?:and|und|et|y|og|och|en|e|u\.)\s+|\s*&\s*")
_LEADING_AND = re.compile(r"^(?:(?:and|und|et|y|og|och)\s+|&\s*)")
_INITIALS = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ](?:[a-z]?\.)?[\s‐-]*){1,5}")
_DOTTED = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ](?:[a-z]?\.)[\s‐-]*){1,5}")
_RUN = re.compile(r"[^\W\d_a-zß-öø-ÿ]{1,4}(?:-[^\W\d_a-zß-öø-ÿ]{1,2})?")
_SUFFIX = re.compile(r"(?i)jr\.?|sr\.?|junior|II|III|IV|2nd|3rd|4th")
_PARTICLES_TEXT = """
    van von der den de del della di du la le da dos das do ter ten af zu zur el al bin ibn 't te
    op vander vom
"""
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_CORPORATE_TEXT = """
    organization organisation organizations association institute institut institution
    institutes department ministry society foundation council committee commission agency
    academy group collaboration collaborators consortium network centre center centers centres
    college service services office university universität université board federation union
    bureau team administration investigators program programme panel task force working trust
    authority company corporation inc ltd nations fund bank alliance register registry congress
    parliament government national international world european american royal college trialists
    gesellschaft bundesamt ministerium ministère ministerio kommission collège
    arbeitsgemeinschaft deutsche hospital clinic library museum school laboratory project
    initiative coalition
"""
_CORPORATE = frozenset(_CORPORATE_TEXT.split())
# The stop after the list is none of its names'; that after an initial or "Jr." is.
_END_STOP = re.compile(r"(?<=[^\W\d_]{2})(?<![\s.-][^\W\d_]h)(?<!\bJr)(?<!\bSr)\.$")
_SMALL = frozenset(
    {"of", "for", "the", "and", "on", "in", "to", "de", "la", "des", "für", "der", "&"}
)
_TRAILING_PARTICLES = re.compile(
    r"(?:\s(?:van|von|der|den|de|del|della|di|du|la|le|da|dos|zu))+\.?$"
)
_OMITTED = frozenset({"…", "...", ". . ."})
_MOST_NAMES = 2000
_MOST_WORDS = 16


def split_printed_names(text: str) -> NameList:
    """The names of a printed list; takes time in proportion to its length."""
    bare = _ROLES.sub("", _LEAD.sub("", text.strip()))
    bare = bare.strip(" ,;:\t\n")
    # "Vickers AJ, et al; Acupuncture Trialists' Collaboration": a group stands behind.
    joined = _OTHERS_AND_GROUP.sub(", ", bare)
    shortened = _TRUNCATION.sub("", joined)
    truncated = shortened != bare
    shortened = _END_STOP.sub("", re.sub(r"\s*[:;,]$", "", shortened).strip())
    names = _names(shortened)[:_MOST_NAMES]
    # One inside the list stands as a name of its own: who comes behind it is the last one.
    open_end = bool(names) and names[-1].literal in _OMITTED
    return NameList(
        names=tuple(names),
        truncated=truncated or open_end,
        doubtful=tuple(_doubtful(names)),
    )


def _names(text: str) -> list[PersonName]:
    if not text:
        return []
    if is_corporate(text) and not _has_initials(text):
        return [PersonName(literal=_unended(text))]
    if ";" in text:
        parts = [part.strip(" ,") for part in re.split(r"\s*;\s*(?:and\s|&\s)?", text)]
        return [name for part in parts if part for name in _names_between(part)]
    return _comma_list(text)


def _names_between(part: str) -> list[PersonName]:
    """The names of a part between semicolons: mostly one."""
    if part.count(",") <= 1 and not _AND.search(part):
        before, comma, _ = part.partition(",")
        if not comma or not _ends_in_initials(before):
            return [_one(part)]
    return _comma_list(part)


def _comma_list(text: str) -> list[PersonName]:
    pieces = _pieces(text)
    names: list[PersonName] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index].text
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if _ELLIPSIS.fullmatch(piece):
            names.append(PersonName(literal=piece))
        elif _SUFFIX.fullmatch(piece) and names and not names[-1].suffix:
            names[-1] = _with_suffix(names[-1], piece)
        elif is_corporate(piece):
            names.append(PersonName(literal=_unended(piece)))
        elif (
            following is not None
            and following.comma
            and _takes_given(piece, following.text, first=index == 0, count=len(pieces))
        ):
            names.append(_inverted(piece, following.text))
            index += 1
        else:
            names.append(_one(piece))
        index += 1
    return [name for name in names if name.display]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two separators. comma: whether the one before it is a comma alone."""

    text: str
    comma: bool


def _pieces(text: str) -> list[_Piece]:
    """What stands between commas and conjunctions; an ellipsis is a piece of its own."""
    marked = _ELLIPSIS.sub(lambda found: f",{found[0]},", text)
    found = []
    for part in marked.split(","):
        # "and" within an organisation's name does not separate names.
        parts = [part] if is_corporate(part) and not _has_initials(part) else _AND.split(part)
        for place, piece in enumerate(parts):
            bare = _LEADING_AND.sub("", piece.strip())
            comma = place == 0 and bare == piece.strip()
            if bare := bare.strip(" &;:"):
                found.append(_Piece(bare, comma))
    return found


def _takes_given(piece: str, following: str, *, first: bool, count: int) -> bool:
    """Whether a comma stands between a family name and the given names that follow."""
    if _ELLIPSIS.fullmatch(following) or _SUFFIX.fullmatch(following):
        return False
    following = _TRAILING_PARTICLES.sub("", following)
    if _INITIALS.fullmatch(following) and not following.islower():
        return not _ends_in_initials(piece) or bool(_DOTTED.fullmatch(following))
    if len(piece.split()) > 4 or _ends_in_initials(piece) or _DOTTED.match(piece):
        return False
    given_words = following.split()
    if len(given_words) > 3 or is_corporate(following):
        return False
    # "Smith, John A., and Mary Jones": only a family name can stand alone.
    alone = len([word for word in piece.split() if word.lower() not in _PARTICLES]) == 1
    known = in_table("given_names", given_words[0])
    if len(given_words) > 1 and _INITIALS.fullmatch(given_words[-1]):
        return alone or first
    return (alone and (first or known or count == 2)) or (first and count == 2 and known)


def _one(piece: str) -> PersonName:
    """One name without a comma that separates its parts (or with one)."""
    piece = piece.strip(" ,")
    if "," in piece:
        family, _, given = piece.partition(",")
        return _inverted(family.strip(), given.strip(" ,"))
    if is_corporate(piece) or any(map(str.isdigit, piece)):
        return PersonName(literal=_unended(piece))
    words = piece.split()
    suffix = ""
    # "Smith II" could be initials; "Smith RB II" and "Smith RB Jr" could not.
    plain = len(words) > 2 and _SUFFIX.fullmatch(words[-1])
    if plain and (not _RUN.fullmatch(words[-1]) or _RUN.fullmatch(words[-2])):
        suffix = words.pop()
    if len(words) == 1:
        return (
            PersonName(literal=_unended(words[0]))
            if words[0].isupper() and len(words[0]) > 1
            else PersonName(family=_unended(words[0]), suffix=suffix)
        )
    last = words[-1]
    capitals = words[0].isupper() and "." not in words[0]
    if len(words[0]) > 3 and capitals and not last.isupper() and not _is_run(last):
        return PersonName(family=words[0], given=_unended(" ".join(words[1:])), suffix=suffix)
    if _is_run(last) and not _DOTTED.fullmatch(words[0]) and not all(map(_is_run, words)):
        split = len(words) - 1
        while split > 1 and _DOTTED.fullmatch(words[split - 1]):
            split -= 1
        particle, family = _particle(words[:split])
        given = " ".join(map(_spaced, words[split:]))
        return PersonName(family=family, given=given, particle=particle, suffix=suffix)
    return _direct(words, suffix)


def _direct(words: list[str], suffix: str) -> PersonName:
    """As in "J. A. van der Smith": everything before the particle, or the last word, is given."""
    split = len(words) - 1
    for index, word in enumerate(words[1:-1], start=1):
        if word.lower() in _PARTICLES and word[:1].islower():
            split = index
            break
    particle, family = _particle(words[split:])
    given = " ".join(_spaced(word) if _DOTTED.fullmatch(word) else word for word in words[:split])
    return PersonName(family=_unended(family), given=given, particle=particle, suffix=suffix)


def _inverted(family_text: str, given: str) -> PersonName:
    words = given.split()
    suffix = ""
    if len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    trailing: list[str] = []
    words = [word.rstrip(",;") for word in words]
    while (
        len(words) > 1 and words[-1].rstrip(".").lower() in _PARTICLES and words[-1][:1].islower()
    ):
        trailing.insert(0, words.pop().rstrip("."))
    particle, family = _particle(family_text.split())
    spaced = " ".join(_spaced(word) if _INITIALS.fullmatch(word) else word for word in words)
    particle = " ".join([*trailing, particle]).strip()
    return PersonName(family=family, given=spaced, particle=particle, suffix=suffix)


def _particle(words: Sequence[str]) -> tuple[str, str]:
    """The small-letter particle before a family name, and the rest."""
    count = 0
    while count < len(words) - 1 and words[count][:1].islower():
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _with_suffix(name: PersonName, suffix: str) -> PersonName:
    if name.literal:
        return name
    return PersonName(family=name.family, given=name.given, particle=name.particle, suffix=suffix)


def _spaced(initials: str) -> str:
    """Both "JA" and "J.A." as "J. A."; a given name as it is."""
    bare = initials.rstrip(",;:")
    if re.fullmatch(r"[^\W\d_a-zß-öø-ÿ]{1,4}", bare):
        return " ".join(f"{letter}." for letter in bare)
    if re.fullmatch(r"(?:[^\W\d_]\.?){1,5}", bare) and "." in bare:
        return " ".join(f"{letter}." for letter in re.findall(r"[^\W\d_]", bare))
    if re.fullmatch(r"[^\W\d_a-z]\.?-[^\W\d_]\.?", bare):
        one, other = re.findall(r"[^\W\d_]", bare)
        return f"{one}.-{other}."
    return bare


def _is_run(word: str) -> bool:
    """Whether a word is initials without stops ("JA"), or with ("J.A.")."""
    return bool(_RUN.fullmatch(word) or _DOTTED.fullmatch(word)) and len(word) <= 8


def _ends_in_initials(piece: str) -> bool:
    words = piece.split()
    return len(words) > 1 and _is_run(words[-1])


def _has_initials(text: str) -> bool:
    words = re.split(r"[\s,]+", text)
    return any(_DOTTED.fullmatch(word) and len(word) < 7 for word in words if "." in word) or any(
        re.search(r"[^\W\d_][a-zß-ÿ]+\s[A-Z]{1,2}$", part.strip()) for part in text.split(",")
    )


def is_corporate(text: str) -> bool:
    """Whether a name is that of an organisation or a group."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) < 2:
        return False
    return any(word in _CORPORATE for word in words) or (
        len(words) > 3 and words[0] in _SMALL and "the" in words[:1]
    )


def is_organisation(text: str) -> bool:
    """Whether a text is an organisation's name for certain: its words have capitals, too."""
    words = text.split()
    named = all(word.lower() in _SMALL or not word[:1].islower() for word in words)
    return 1 < len(words) <= _MOST_WORDS and named and is_corporate(text)


def _unended(text: str) -> str:
    """Without the stop of the list; that of an abbreviation at its end is lost, too."""
    return text.strip(" ,;:").removesuffix(".") if not re.search(r"\b[A-Z]\.$", text) else text


def _doubtful(names: Sequence[PersonName]) -> list[str]:
    """Names that look mangled: only initials, parts that changed places, an ellipsis.

    Many people have a family name that is others' given name; so that alone says nothing, but
    much in a list that lacks names, or where it holds for most of them.
    """
    persons = [name for name in names if name.family]
    omitted = [name.literal for name in names if name.literal in _OMITTED]
    initials_only = [
        name for name in persons if _RUN.fullmatch(name.family) and _is_word(name.given)
    ]
    swapped = [name for name in persons if _may_be_swapped(name)]
    if not omitted and (len(persons) < 2 or 2 * len(swapped) <= len(persons)):
        swapped = []
    many = [name for name in persons if len(_letters(name)) >= 3] if omitted else []
    odd = [name for name in persons if name in initials_only or name in swapped or name in many]
    return [*(f"{name.family}, {name.given}" for name in odd), *omitted]


def _may_be_swapped(name: PersonName) -> bool:
    return (
        len(_letters(name)) == 1
        and " " not in name.family
        and in_table("given_names", name.family)
        and not in_table("family_names", name.family)
    )


def _letters(name: PersonName) -> list[str]:
    """The initials of a name whose given names are only initials."""
    return re.findall(r"[^\W\d_]", name.given) if _INITIALS.fullmatch(name.given) else []


def _is_word(text: str) -> bool:
    return re.match(r"[^\W\d_][a-zß-öø-ÿ]{2}", text) is not None
