"""kg: an event-sourced knowledge graph store for news."""

__version__ = "0.1.0"
