"""Neo4j Browser on this machine: its published files, the pack of saved questions, and a way in.

Neo4j Browser is licensed under the GPL, version 3; it is downloaded to the user's machine and
served as it is.
"""
