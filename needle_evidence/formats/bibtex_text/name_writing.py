"""Names of authors and editors as a BibTeX field holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from needle_evidence.formats.bibtex_text.latex_escaping import clean, escape
from needle_evidence.formats.bibtex_text.person_names import split_names
from needle_evidence.model.reference import PersonName


def write_names(names: Iterable[PersonName], *, truncated: bool = False) -> str:
    """The names as LaTeX: "von Family, Jr., Given", " and " between, corporate ones in braces.

    truncated: the list ends in "and others". A name that would read as another one in this form
    (a family name of two words without a given name, say) is braced until it reads as meant.
    """
    written = [_write_name(name) for name in names]
    return " and ".join([*written, "others"] if truncated else written)


def _write_name(name: PersonName) -> str:
    wanted = _cleaned(name)
    forms = list(_forms(wanted))
    return next((form for form in forms if split_names(form) == ((wanted,), False)), forms[-1])


def _cleaned(name: PersonName) -> PersonName:
    return PersonName(
        family=clean(name.family),
        given=clean(name.given),
        particle=clean(name.particle),
        suffix=clean(name.suffix),
        literal=clean(name.literal),
    )


def _forms(name: PersonName) -> Iterator[str]:
    """Ways to write a name, the plainest first; the last one keeps at least its words."""
    if name.literal:
        yield f"{{{escape(name.literal)}}}"
        return
    parts = [escape(part) for part in (name.particle, name.family, name.suffix, name.given)]
    particle, family, suffix, given = parts
    if not (particle or suffix or given):
        yield family
    yield _inverted(particle, family, suffix, given)
    yield _inverted(*(f"{{{part}}}" if "," in part or " " in part else part for part in parts))
    yield _inverted(particle, f"{{{family}}}", suffix, f"{{{given}}}")
    keyed = {"family": family, "given": given, "prefix": particle, "suffix": suffix}
    yield ", ".join(f"{key}={{{part}}}" for key, part in keyed.items() if part)
    yield f"{{{escape(name.display)}}}"


def _inverted(particle: str, family: str, suffix: str, given: str) -> str:
    # BibTeX complains of a comma that nothing follows.
    last, given = f"{particle} {family}".strip(), given or "{}"
    return ", ".join([last, suffix, given] if suffix else [last, given])
