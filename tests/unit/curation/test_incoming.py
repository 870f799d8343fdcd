"""Which imported works are new, and under which citekeys they come in."""

from __future__ import annotations

from needle_evidence.curation.incoming import plan_import
from needle_evidence.formats.references.bibtex import read_references
from needle_evidence.model.reference import Reference

HU = "@article{hu2018, author = {Hu, H.}, title = {Is dry needling effective for back pain}, "
HU_FULL = (
    HU + "journal = {APMR}, year = {2018}, volume = {99}, pages = {144--152}, doi = {10.1234/Hu}}"
)
LI = "@article{li, author = {Li, A.}, title = {Shoulders of rowers}, year = {2001}}"


def read(text: str) -> tuple[Reference, ...]:
    return read_references(text, path="x", doubled_keys=True).references


def test_same_work_is_not_added_again() -> None:
    again = HU.replace("hu2018", "x1") + "year = {2018}, doi = {https://doi.org/10.1234/HU}}"
    plan = plan_import(read(HU_FULL), [read(again + LI)])
    assert [(work.reference.key, work.remarks) for work in plan.new] == [("li", ())]
    assert [(known.imported.key, known.key) for known in plan.known] == [("x1", "hu2018")]
    assert "same DOI" in plan.known[0].reasons


def test_once_each_within_one_import() -> None:
    plan = plan_import((), [read(HU_FULL), read(HU_FULL + LI)])
    assert [work.reference.key for work in plan.new] == ["hu2018", "li"]
    assert [known.key for known in plan.known] == ["hu2018"]


def test_own_keys_stay_where_they_are_fit_and_free() -> None:
    imported = LI.replace("{li,", "{Hu2018,") + LI.replace("{li,", "{li one,").replace(
        "rowers", "cooks"
    )
    plan = plan_import(
        read(HU_FULL), [read(imported)], taken=["broken1"], reserved=["li2001shouldersb"]
    )
    first, second = plan.new
    assert first.reference.key == "li2001shoulders"
    assert first.remarks == ("its citekey Hu2018 was taken",)
    assert second.reference.key == "li2001shouldersc"
    assert plan_import((), [read(LI)], reserved=["li"]).new[0].reference.key == "li"
    assert plan_import((), [read(LI)], taken=["LI"]).new[0].reference.key == "li2001shoulders"


def test_entries_that_name_each_other_follow() -> None:
    book = (
        "@book{b, title = {A book of needles}, editor = {Ek, E.}, year = {1999}, "
        "isbn = {9783161484100}}"
    )
    child = "@inbook{c, title = {Heels}, author = {Al, A.}, crossref = {b}, xdata = {b, q}}"
    plan = plan_import(read(LI.replace("{li,", "{B,")), [read(child + book)])
    keys = [work.reference.key for work in plan.new]
    assert keys == ["c", "ek1999book"]
    assert plan.new[0].reference.fields["crossref"] == "ek1999book"
    assert plan.new[0].reference.raw_fields["xdata"] == "ek1999book, q"
    known = plan_import(read(book.replace("{b,", "{mine,")), [read(child + book)])
    assert [work.reference.fields["crossref"] for work in known.new] == ["mine"]


def test_versions_are_added_with_a_remark() -> None:
    preprint = (
        HU.replace("article{hu2018", "misc{pre") + "year = {2017}, eprint = {2017.01.01.1},"
        " howpublished = {medRxiv}, doi = {10.1101/2017.01.01.1}}"
    )
    (work,) = plan_import(read(HU_FULL), [read(preprint)]).new
    assert work.reference.key == "pre"
    assert work.remarks[0].startswith("it is a version of hu2018")


def test_few_against_many_finds_the_same() -> None:
    library = read(
        "".join(LI.replace("li,", f"li{n},").replace("rowers", f"rowers {n}x") for n in range(60))
        + HU_FULL
    )
    for written in (HU_FULL.replace("10.1234/Hu", ""), HU + "doi = {10.1234/hu}}"):
        assert [known.key for known in plan_import(library, [read(written)]).known] == ["hu2018"]
