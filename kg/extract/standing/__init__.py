"""Relations that hold for longer than a day: who belongs to, leads, backs and holds what."""
