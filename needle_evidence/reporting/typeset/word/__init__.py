"""A printed report as a Word document: the second door to python-docx."""
