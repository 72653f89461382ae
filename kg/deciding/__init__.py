"""What an article adds to the log: its incidents, copies and contradictions, against what is known."""
