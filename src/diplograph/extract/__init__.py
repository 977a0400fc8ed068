"""Extraction: from a spaCy Doc to actors, dates, meetings, statements and relations of one document."""
