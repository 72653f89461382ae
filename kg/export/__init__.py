"""The graph in the formats of other programs, streamed out of it: memory does not grow with the graph."""
