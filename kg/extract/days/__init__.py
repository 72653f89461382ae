"""Dates: how they are written, what they mean, and which of them is a deed's."""
