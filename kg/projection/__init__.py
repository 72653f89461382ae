"""From events to the graph: the fold, what it remembers, and the projector that sends it to a server."""
