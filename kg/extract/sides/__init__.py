"""Whom a phrase stands for: names, owners, pronouns, and what was spoken of before."""
