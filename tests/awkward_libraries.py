"""Projects that are right and yet hard to print: very long, very many, in any script, or empty."""

from __future__ import annotations

from needle_evidence.appraisal.assessment import assess
from needle_evidence.model.finding import CheckRun
from needle_evidence.model.library import Library
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.model.result import Stance
from needle_evidence.reporting.bibliography import format_reference, load_style
from needle_evidence.reporting.evidence_view import EvidenceView, build_view
from tests.hand_made_articles import claim, library_of, reference, result

CITATIONS = 400
LONG_CLAIM = ("Needling eases the pain of people who were asked. " * 101)[:5_000]
LONG_WORD_CLAIM = "Needling" + "eases" * 998 + "it"
NAMES = (
    PersonName(family="الرازي", given="محمد بن زكريا"),
    PersonName(family="王", given="小明"),
    PersonName(family="N" + "\u0303\u0323\u0301" * 40 + "guyen", given="Van"),
    PersonName(family="कुमार", given="अनिल"),
    PersonName(family="O'Neill-Müller", given="Zoë", particle="van der", suffix="III"),
    PersonName(literal="世界卫生组织 (WHO) منظمة الصحة العالمية"),
)
_AMA = load_style("ama")


def awkward_libraries() -> dict[str, Library]:
    """The projects by what is hard about them."""
    many = tuple(reference(f"work-{number}") for number in range(CITATIONS))
    keys = [one.key for one in many]
    return {
        "long": library_of(
            claims=(
                claim("long", LONG_CLAIM, "trial", topic="Pain", note=LONG_CLAIM),
                claim("one-word", LONG_WORD_CLAIM, "trial", topic=LONG_WORD_CLAIM),
            ),
            references=(reference("trial", title=LONG_CLAIM, journal=LONG_WORD_CLAIM),),
            results=(
                result("long", "trial", Stance.SUPPORTS, result=LONG_CLAIM, passage=LONG_CLAIM),
                result("one-word", "trial", Stance.REFUTES, result=LONG_WORD_CLAIM),
            ),
        ),
        "many": library_of(
            claims=(claim("many", "Needling eases pain.", *keys, topic="Pain"),),
            references=many,
            results=tuple(
                result("many", key, Stance.SUPPORTS, result="Less pain.") for key in keys
            ),
        ),
        "scripts": library_of(
            claims=tuple(
                claim(f"by-{number}", text, f"work-{number}", topic=topic)
                for number, (text, topic) in enumerate(
                    (
                        ("الإبر الجافة تخفف الألم.", "ألم"),
                        ("干针可以减轻疼痛。", "疼痛"),
                        ("Ne\u0301edling e\u0300ases pai\u0303n.", "Paín"),
                        ("Needling eases pain \U0001f468\u200d\U0001f469\u200d\U0001f467.", "Pain"),
                    )
                )
            ),
            references=tuple(_by(number) for number in range(4)),
            results=tuple(
                result(f"by-{number}", f"work-{number}", Stance.SUPPORTS) for number in range(4)
            ),
        ),
        "no claims": library_of(references=(reference("trial"),)),
        "no references": library_of(claims=(claim("alone", "Needling eases pain.", "nowhere"),)),
        "empty": library_of(),
        "doubled": library_of(
            claims=(
                claim("twice", "Needling eases pain.", "trial", topic="Pain"),
                claim("twice", "Needling eases knees.", "trial", topic="Knees"),
                claim("twice.2", "Needling eases hips.", topic="Pain"),
            ),
            references=(reference("trial"), reference("twice")),
            results=(result("twice", "trial", Stance.SUPPORTS),),
        ),
    }


def awkward_view(library: Library) -> EvidenceView:
    """What reports print of one of them."""
    return build_view(
        library,
        CheckRun(results=()),
        assess(library),
        lambda one: format_reference(_AMA, one),
        style="ama",
        version="0",
    )


def _by(number: int) -> Reference:
    one = reference(f"work-{number}", title="一项随机试验 تجربة عشوائية", journal="مجلة")
    return Reference(
        key=one.key,
        entry_type=one.entry_type,
        location=one.location,
        fields=one.fields,
        authors=NAMES[number:] + NAMES[:number],
    )
