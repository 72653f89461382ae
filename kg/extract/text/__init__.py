"""The page: what of it is the article, and its lines, sentences and tokens."""
