"""Language: a Document becomes a spaCy Doc whose token offsets are those of the document's text."""
