"""Files, standard input and records in; documents out: text as read, metadata, page furniture and repeats marked."""
