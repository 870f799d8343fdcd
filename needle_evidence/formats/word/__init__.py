"""What the parts of a Word document say: styles, lists, notes, and the text of paragraphs."""
