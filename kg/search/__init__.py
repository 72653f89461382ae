"""Full-text search over the names and sentences of the log, the same on every engine."""
