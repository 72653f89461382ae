"""What people say of the log: corrections, who is one with whom, and what each of them changes."""
