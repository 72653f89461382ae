"""Rules that fire, and the claims that they make."""
