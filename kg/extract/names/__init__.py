"""Which actors and places the words of a sentence name."""
