"""How good the extraction is: what was read out of articles, held against annotations made by hand.

gold reads annotations, reading extracts their articles, matching says when two names or spans are the same;
annotated, plover and re3d count one kind of gold each, and figures turns counts into rates.
"""
