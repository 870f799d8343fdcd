"""Names that nothing has any more, and what they probably mean."""

from __future__ import annotations

from dataclasses import replace

from needle_evidence.appraisal.sign_off import part_digests
from needle_evidence.checks.rename_offers import renamed_claims, renamed_work
from needle_evidence.checks.rules import ne102_unknown_citekey, ne301_unknown_claim
from needle_evidence.checks.runner import run_checks
from needle_evidence.model.anchor import Anchor, GovernedQuote
from needle_evidence.model.claim import Claim
from needle_evidence.model.decision import Review, Verdict
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.model.result import Result
from needle_evidence.model.verification import Verification

PLACE = Location(path="claims.csv", line=2)
NEW = Claim(claim_id="new", text="Dry needling eases heel pain.", location=PLACE)
OTHER = Claim(claim_id="other", text="It hurts.", location=PLACE)


def anchor(claim_id: str, quote: str) -> Anchor:
    return Anchor(claim_id=claim_id, article="a.md", governed=GovernedQuote(quote=quote))


def work(key: str, **fields: str) -> Reference:
    return Reference(key=key, entry_type="article", location=PLACE, fields=fields)


def test_a_claim_by_its_recorded_words() -> None:
    library = Library(
        claims=(NEW, OTHER), anchors=(anchor("old", "dry needling eases  heel pain"),)
    )
    assert renamed_claims(library, {"old"}) == {"old": "new"}
    own = replace(library, anchors=(*library.anchors, anchor("new", "Dry needling")))
    assert renamed_claims(own, {"old"}) == {}
    assert renamed_claims(library, {"unknown"}) == {}


def test_of_several_claims_none_is_offered() -> None:
    twin = replace(NEW, claim_id="twin")
    library = Library(claims=(NEW, twin), anchors=(anchor("old", NEW.text),))
    assert renamed_claims(library, {"old"}) == {}


def test_a_claim_by_the_digest_that_was_signed() -> None:
    bare = Library(claims=(NEW, OTHER))
    digest = part_digests(bare, NEW).claim
    review = Review(
        claim_id="old", location=PLACE, verdict=Verdict.APPROVED, digests={"claim": digest}
    )
    library = replace(bare, reviews=(review,))
    assert renamed_claims(library, {"old"}) == {"old": "new"}
    changed = replace(library, claims=(replace(NEW, text="It eases pain."), OTHER))
    assert renamed_claims(changed, {"old"}) == {}


def test_the_check_offers_the_command() -> None:
    library = Library(
        claims=(NEW,),
        anchors=(anchor("old", NEW.text),),
        results=(Result(claim_id="old", citekey="a", location=PLACE),),
        available=frozenset({"claims", "references", "results"}),
    )
    ((finding,),) = (each.findings for each in run_checks(library, [ne301_unknown_claim.CHECK]))
    assert "`needle-evidence rename-claim old new`" in finding.way_out


def test_a_work_by_the_identifier_that_was_asked_about() -> None:
    asked = Verification(citekey="smith", source="crossref", identifier="doi:10.1000/x")
    library = Library(
        references=(work("zz9", doi="https://doi.org/10.1000/X"), work("smithy")),
        verifications=(asked,),
        claims=(replace(NEW, references=("smith",)),),
    )
    assert renamed_work(library, "smith") == "zz9"
    ((finding,),) = (each.findings for each in run_checks(library, [ne102_unknown_citekey.CHECK]))
    assert "`needle-evidence rename-key smith zz9`" in finding.way_out


def test_a_work_that_looks_alike_and_that_nothing_names() -> None:
    library = Library(references=(work("smith2019needling"), work("jones2020")))
    assert renamed_work(library, "smith2019") == "smith2019needling"
    named = replace(library, claims=(replace(NEW, references=("smith2019needling",)),))
    assert renamed_work(named, "smith2019") == ""
    assert renamed_work(library, "jones2020effect") == "jones2020"
    twins = Library(references=(work("smith2019a"), work("smith2019b")))
    assert renamed_work(twins, "smith2019needling") == ""
