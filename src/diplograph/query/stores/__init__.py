"""Stores elsewhere: what is sent to them, how, and whether it has arrived."""
