"""A reworded copy differs from its article in the replaced sentence and nowhere else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.article_format import read_article
from needle_evidence.reporting.reworded_article import NewSentence, reworded_copy

SIGNS = "ab Zé“’ .,!?*_[]()<>&;|`#-+1:/\\{}@~$\n\t"
WORDS = st.text(alphabet=SIGNS, max_size=60)
OLD = "Needling cures heel pain."


@settings(deadline=None)  # the first page of a kind loads its reader
@given(
    before=WORDS,
    after=WORDS,
    new=st.text(alphabet=SIGNS + "\x00\x1b\u202e≥", min_size=1, max_size=60),
    name=st.sampled_from(["page.md", "page.html", "page.txt"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_only_the_sentence_changes(
    before: str, after: str, new: str, name: str, end: str, encoding: str
) -> None:
    page = f"{before}\n\n{OLD} {after}".replace("\n", end)
    data = page.encode(encoding)
    try:
        article = read_article(data, name)
    except UnreadableInputError:
        return
    start = article.text.find(OLD)
    if start < 0:
        return
    wanted = NewSentence(
        claim_id="heel", start=start, end=start + len(OLD), text=f"It may help, {new}."
    )
    copy = reworded_copy(article, data, [wanted])
    if not copy.changed:
        assert copy.data == data
        assert [sentence for sentence, _ in copy.left] == [wanted]
        return
    old = OLD.encode(encoding.removesuffix("-sig") if encoding != "utf-16" else "utf-16-le")
    place = data.find(old)
    assert copy.data.startswith(data[:place])
    assert copy.data.endswith(data[place + len(old) :])
    read = read_article(copy.data, name)
    assert read.text.startswith(article.text[:start])
    assert read.text.endswith(article.text[start + len(OLD) :])
    assert len(read.blocks) == len(article.blocks)
