"""The words that generated libraries are made of: people, journals, and what claims are about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """Names of one language; particles are written in lower case before the family name."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    particles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Journal:
    """A journal; macro: the `@string` that may stand for it, "" for none."""

    name: str
    macro: str = ""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PEOPLE = (
    People(
        given=_words("James Mary Robert Sarah Kerstin Emma Oliver Grace Noah Claire"),
        family=_words(
            "Smith O'Brien Cotchett Landorf Dunning Kietrys Butts Wright McMillan Taylor-Jones"
        ),
    ),
    People(
        given=_words("Jürgen Käthe Jörg Anneliese Ulrike Günter Björn Lukas"),
        family=_words("Müller Schröder Groß Weiß Kämpf Böhm Jäger Vogel Hübner Straßer"),
        particles=("von", "von der", "zu"),
    ),
    People(
        given=_words("Élodie François Jérôme Anaïs Benoît Gaëlle Jean-Noël Zoé"),
        family=_words("Lefèvre Côté Bézier Hervé Gagné Françoise Béïque Dupont Lacœuille"),
        particles=("de", "de la", "du"),
    ),
    People(
        given=_words("César José María Íñigo Ángel Lucía Begoña Julián"),
        family=_words("Fernández-de-las-Peñas Núñez Martínez Ibáñez García Mayoral Güell Ordóñez"),
        particles=("de", "del", "de la"),
    ),
    People(
        given=_words("João Inês Antônio Conceição Luís Marília"),
        family=_words("Gonçalves Simões Araújo Magalhães Brandão Câmara Ramalho"),
        particles=("da", "dos", "de"),
    ),
    People(
        given=_words("Søren Åsa Göran Øyvind Märta Þóra Kjell Jón"),
        family=_words("Sørensen Åkesson Ødegård Björk Guðmundsdóttir Þórsson Nygård Bæk"),
        particles=("af",),
    ),
    People(
        given=_words("Łukasz Małgorzata Wojciech Żaneta Paweł Grażyna Józef"),
        family=_words("Wójcik Dąbrowski Łukaszewski Kęsy Świątek Źródłowska Nowak Zając"),
    ),
    People(
        given=_words("Jiří Šárka Tomáš Žofie Luboš Zdeňka Ľubomír Ondřej"),
        family=_words("Dvořák Šťastný Čapek Růžička Němec Hruška Ďurica Žižka Kůs"),
    ),
    People(
        given=_words("Győző László Ștefan Ioana Đorđe Željko Zoltán Ágnes"),
        family=_words("Erdős Kovács Szűcs Țepeș Ionescu Đorđević Šarić Bălan Hegedűs"),
    ),
    People(
        given=_words("Özgür Şule İnan Çağla Hakan Gülşen Yiğit"),
        family=_words("Yılmaz Şahin Çelik Öztürk Işık Doğan Kılıç Güneş"),
    ),
    People(
        given=_words("Kęstutis Jānis Rūta Andrius Ģirts Ēriks"),
        family=_words("Bērziņš Kazlauskaitė Ķirsis Žukauskas Ozoliņš Petrauskas Rimkutė"),
    ),
    People(
        given=_words("Hiroyuki Wei Ji-Hoon Thị Minh Priya Yūko Ahmed"),
        family=_words("Takakura Zhang Kim Nguyễn Trần Itō Iyer Al-Khatib Phạm Liu"),
    ),
    People(
        given=_words("Pieter Anneke Joost Daniël Liesbeth Siân"),
        family=_words("Beethoven Berg Vliet Koës Reijnders Smeets Wal Dijkstra"),
        particles=("van", "van der", "van den", "de", "ten"),
    ),
)
SUFFIXES = ("Jr.", "III", "Sr.")
ORGANISATIONS = _lines("""
    World Health Organization
    National Institute for Health and Care Excellence
    Cochrane Back and Neck Group
    American Physical Therapy Association
    Ministère de la Santé et de la Prévention
    Deutsche Gesellschaft für Schmerzmedizin e.V.
    Hancock & Partners, Ltd.
    Sociedad Española de Rehabilitación y Medicina Física
""")
JOURNALS = (
    Journal(name="Journal of Orthopaedic & Sports Physical Therapy", macro="jospt"),
    Journal(name="Physical Therapy Reviews", macro="ptr"),
    Journal(name="The Lancet", macro="lancet"),
    Journal(name="Cochrane Database of Systematic Reviews", macro="cdsr"),
    Journal(name="Archives of Physical Medicine and Rehabilitation", macro="apmr"),
    Journal(name="Acupuncture in Medicine", macro="aim"),
    Journal(name="Revista Española de Reumatología"),
    Journal(name="Annales de réadaptation et de médecine physique"),
    Journal(name="Zeitschrift für Physikalische Medizin"),
    Journal(name="Läkartidningen"),
    Journal(name="Česká revmatologie"),
    Journal(name="Ağrı – The Journal of the Turkish Society of Algology"),
    Journal(name="European Journal of Applied Physiology"),
    Journal(name="Pain Medicine"),
    Journal(name="BMJ Open Sport & Exercise Medicine"),
    Journal(name="PLoS ONE"),
    Journal(name="Ortopedia, Traumatologia, Rehabilitacja"),
    Journal(name="Journal of Bodywork and Movement Therapies", macro="jbmt"),
)
PUBLISHERS = _lines("""
    Elsevier
    Springer
    Éditions Médicales Masson
    Wiley-Blackwell
    Churchill Livingstone
    Universitätsverlag Göttingen
""")

CONDITIONS = _lines("""
    plantar fasciitis
    chronic neck pain
    non-specific low back pain
    knee osteoarthritis
    lateral epicondylitis
    tension-type headache
    shoulder impingement
    Achilles tendinopathy
    temporomandibular disorder
    fibromyalgia
    carpal tunnel syndrome
    hamstring tightness
    Guillain–Barré syndrome
    Sjögren's syndrome
    Ménière's disease
""")
INTERVENTIONS = _lines("""
    dry needling
    trigger point injection
    electroacupuncture
    manual acupuncture
    ischaemic compression
    stretching exercise
    extracorporeal shock wave therapy
    kinesio taping
    therapeutic ultrasound
    β-endorphin release after needling
    low-level laser (10 J/cm²)
    H₂O₂-free heat packs
""")
COMPARATORS = _lines("""
    sham needling
    usual care
    exercise alone
    a waiting list
    corticosteroid injection
    advice & education
    placebo ultrasound
""")
OUTCOMES = _lines("""
    pain intensity
    range of motion
    pressure pain threshold
    disability
    quality of life
    grip strength
    muscle tone
    sleep quality
    α-amylase levels
    time to return to sport
""")
POPULATIONS = _lines("""
    adults
    older people
    recreational runners
    office workers
    women after mastectomy
    adolescents
    professional footballers
    people aged ≥ 65 years
    stroke survivors
""")
# What a title calls the study, and its code in `studydesign`.
DESIGNS = (
    ("a randomised controlled trial", "rct"),
    ("a systematic review and meta-analysis", "systematic_review_rct"),
    ("a double-blind, sham-controlled trial", "rct"),
    ("a prospective cohort study", "cohort"),
    ("a cross-sectional study", "cross_sectional"),
    ("a pilot study", "rct"),
    ("a “real-world” registry study", "cohort"),
    ("a narrative review — what we know", "narrative_review"),
    ("a 12-week crossover trial", "rct"),
)
QUESTIONS = (
    "treatment_benefit",
    "common_harm",
    "comparison",
    "mechanism",
    "prognosis",
    "definition",
)
