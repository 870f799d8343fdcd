"""Which short texts are English: one English word is enough, a foreign one is not."""

from __future__ import annotations

import pytest

from needle_evidence.language.cue_words import CueEntry, cue_entries, words_of
from needle_evidence.language.language_guess import looks_english

ENGLISH = """
Garlic fights infections.
Needling saves lives.
Ginger wards off nausea.
Honey soothes coughs.
Vitamin C boosts immunity.
Massage is safe.
Turmeric reduces inflammation.
Cupping cures asthma.
Acupuncture works.
Probiotics may help.
Zinc shortens colds.
Coffee causes insomnia.
Totally natural.
Painless
100% safe
Harmless
Relieves migraine
Possibly effective
Wards off flu.
Keeps you fit.
Relieves Ménière's disease
Prepectoral reconstruction is a viable alternative to radical surgery.
"""
FOREIGN = {
    "French": """
L'ail combat les infections.
Le massage soulage la douleur.
Le thé vert fait maigrir.
Massage efficace contre le stress.
Bon pour le coeur.
Renforce le système immunitaire.
Améliore le sommeil.
Le gingembre calme les nausées.
Sans danger et naturel.
Traitement naturel et permanent.
Effets positifs sur la santé.
La vitamine C est importante.
Une solution efficace.
Produit naturel sans effets secondaires.
Acupuncture efficace en cas de migraine.
Un remède miracle.
Massage relaxant.
Les aimants aident à dormir.
""",
    "German": """
Knoblauch bekämpft Infektionen.
Massage lindert Schmerzen.
Hilft gegen Kopfweh.
Stärkt das Immunsystem.
Gut für das Herz.
Grüner Tee macht schlank.
Senkt den Blutdruck.
Schützt die Haut.
Völlig harmlos und natürlich.
Stoppt Stress.
Es war gut.
So wird man fit.
Was hilft?
Yoga tut gut.
Gesunder Schlaf ohne Tabletten.
Akupunktur wirkt bei Migräne.
Natur pur.
Keine Nebenwirkungen.
""",
    "Spanish": """
El ajo combate las infecciones.
El masaje alivia el dolor.
Bueno para el corazón.
Refuerza las defensas.
Protege la piel.
Mejora el sueño.
Reduce el estrés.
Alivio natural.
Elimina toxinas.
Sin riesgo alguno.
Reduce la inflamación.
Tratamiento natural y permanente.
No tiene efectos adversos.
Funciona siempre.
Ayuda a dormir.
Remedio natural probado.
Producto seguro y eficaz.
""",
    "Italian": """
L'aglio combatte le infezioni.
Il massaggio allevia il dolore.
Fa bene al cuore.
Rafforza le difese.
Protegge la pelle.
Migliora il sonno.
Riduce lo stress.
Cura naturale.
Elimina le tossine.
Senza rischi.
Trattamento naturale e permanente.
Aiuta a dormire.
Brucia i grassi.
Rimedio naturale provato.
Prodotto sicuro ed efficace.
Senza effetti collaterali.
""",
    "Dutch": """
Knoflook bestrijdt infecties.
Massage verlicht pijn.
Goed voor het hart.
Versterkt de weerstand.
Beschermt de huid.
Verbetert de slaap.
Vermindert stress.
Massage is goed.
Geneest migraine.
Het was warm in water.
Helpt tegen hoofdpijn.
Dry needling werkt.
Verbrandt vet.
Natuurlijke behandeling.
Bewezen effectief.
Geen bijwerkingen.
Magnesium tegen kramp.
""",
    "Portuguese": """
O alho combate infecções.
A massagem alivia a dor.
Faz bem ao coração.
Fortalece as defesas.
Protege a pele.
Melhora o sono.
Reduz o stress.
Cura natural.
Elimina toxinas.
Sem riscos.
Tratamento natural e permanente.
Ajuda a dormir.
Queima gordura.
O yoga acalma a mente.
Produto seguro e eficaz.
Sem efeitos colaterais.
""",
    "Polish": """
Czosnek zwalcza infekcje.
Masaż łagodzi ból.
Dobry dla serca.
Wzmacnia odporność.
Chroni skórę.
Poprawia sen.
Zmniejsza stres.
Bez ryzyka.
Pomaga na sen.
Usuwa toksyny.
Naturalne leczenie.
Dziala zawsze.
To pomaga.
Skuteczny masaz.
Joga uspokaja.
Akupunktura na migrenę.
Bezpieczny produkt.
""",
}
FOREIGN_TEXTS = [
    (name, text) for name, texts in FOREIGN.items() for text in texts.split("\n")[1:-1]
]


def is_english(text: str) -> bool:
    return looks_english(text, words_of(text))


@pytest.mark.parametrize("text", ENGLISH.split("\n")[1:-1])
def test_english(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(("language", "text"), FOREIGN_TEXTS)
def test_other_languages(language: str, text: str) -> None:
    assert not is_english(text)


@pytest.mark.parametrize("language", FOREIGN)
def test_enough_sentences(language: str) -> None:
    assert sum(name == language for name, _ in FOREIGN_TEXTS) >= 15


def test_words_that_two_languages_share_tell_nothing() -> None:
    assert not is_english("Massage natural")
    assert not is_english("So was")
    assert is_english("Massage heals")


@pytest.mark.parametrize("entry", cue_entries(), ids=lambda entry: f"{entry.kind}:{entry.pattern}")
def test_sentences_of_the_table_are_english(entry: CueEntry) -> None:
    texts = [entry.fires, entry.quiet]
    assert [text for text in texts if not is_english(text)] == []
