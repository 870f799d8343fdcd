"""What DataCite, OpenAlex and Open Library answer."""

from __future__ import annotations


def datacite(doi: str, **attributes: object) -> dict[str, object]:
    """DataCite's /dois/DOI (JSON:API)."""
    return {
        "data": {
            "id": doi,
            "type": "dois",
            "attributes": {
                "doi": doi,
                "prefix": doi.partition("/")[0],
                "identifiers": [],
                "creators": [
                    {
                        "name": "Landorf, Karl",
                        "nameType": "Personal",
                        "givenName": "Karl",
                        "familyName": "Landorf",
                        "affiliation": [],
                    },
                    {"name": "Heel Pain Group", "nameType": "Organizational"},
                ],
                "titles": [{"title": "Data of a needling trial"}],
                "publisher": "Dryad",
                "container": {},
                "publicationYear": 2015,
                "contributors": [],
                "dates": [{"date": "2015-06-30", "dateType": "Issued"}],
                "types": {"resourceTypeGeneral": "Dataset", "bibtex": "misc"},
                "relatedIdentifiers": [],
                "version": None,
                "descriptions": [],
                "state": "findable",
                **attributes,
            },
        }
    }


DATACITE_ABSENT = {
    "errors": [
        {"status": "404", "title": "The resource you are looking for doesn't exist."},
    ]
}


def openalex(doi: str, **fields: object) -> dict[str, object]:
    """OpenAlex's /works/doi:DOI."""
    return {
        "id": "https://openalex.org/W2000000000",
        "doi": f"https://doi.org/{doi}",
        "ids": {
            "openalex": "https://openalex.org/W2000000000",
            "doi": f"https://doi.org/{doi}",
            "pmid": "https://pubmed.ncbi.nlm.nih.gov/24700136",
        },
        "title": "Effectiveness of trigger point dry needling for plantar heel pain",
        "publication_year": 2014,
        "publication_date": "2014-04-03",
        "type": "article",
        "authorships": [
            {
                "author_position": "first",
                "author": {"display_name": "Matthew Cotchett"},
                "raw_author_name": "Matthew P. Cotchett",
            },
            {"author": {"display_name": "Karl B. Landorf"}},
        ],
        "primary_location": {"source": {"display_name": "Physical Therapy"}},
        "biblio": {"volume": "94", "issue": "8", "first_page": "1083", "last_page": "1094"},
        "is_retracted": False,
        **fields,
    }


OPENALEX_ABSENT = {"error": "Not found", "message": "Work not found"}


def open_library(isbn: str, **fields: object) -> dict[str, object]:
    """Open Library's /api/books?bibkeys=ISBN:…&jscmd=data."""
    return {
        f"ISBN:{isbn}": {
            "url": "https://openlibrary.org/books/OL1M/Trigger_Point_Dry_Needling",
            "key": "/books/OL1M",
            "title": "Trigger Point Dry Needling",
            "subtitle": "an evidence and clinical-based approach",
            "authors": [{"url": "https://openlibrary.org/authors/OL1A", "name": "Jan Dommerholt"}],
            "number_of_pages": 240,
            "identifiers": {"isbn_13": [isbn], "openlibrary": ["OL1M"]},
            "publishers": [{"name": "Churchill Livingstone"}],
            "publish_places": [{"name": "Edinburgh"}],
            "publish_date": "May 2013",
            **fields,
        }
    }
