"""Records become triples; this room alone mints IRIs."""
