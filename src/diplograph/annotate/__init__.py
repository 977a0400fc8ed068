"""An article as a page: its text with what was found marked, and the facts behind each mark."""
