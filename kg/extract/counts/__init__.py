"""Numbers, and the people killed, wounded, captured or displaced."""
