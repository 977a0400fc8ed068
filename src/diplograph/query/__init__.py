"""Questions to a graph: stores, ready questions, rows, and why a fact is there."""
