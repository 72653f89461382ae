"""Questions to the graph, the names in them, and the words behind the answers."""
