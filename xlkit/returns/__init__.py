"""Returns: what came back, from bytes that nobody has checked to answers and issues.

`read` makes cells of a file, `validate` answers and issues of cells. Knows return ids, names and signatures, and what
is wrong with a return. May not know who was asked: of a round it is given its seal alone.
"""
