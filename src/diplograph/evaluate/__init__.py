"""How good extraction records are, against a gold standard: precision, recall and F1 per record type."""
