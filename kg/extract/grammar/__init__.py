"""Words to phrases, and the place of phrases in a clause."""
