"""The append-only event log: the only thing in kg that cannot be rebuilt."""
