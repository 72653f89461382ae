"""What deciding on an article looks up, in an indexed SQLite file that can be thrown away."""
