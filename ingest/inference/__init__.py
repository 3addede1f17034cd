"""The networks of a spaCy pipeline in array operations of our own: the same parses, several times as fast.

spaCy takes and drops the interpreter's lock for every candidate move, and multiplies matrices with a library of its own that is
a third as fast as NumPy's here. What is learnt and what is decided stays spaCy's: the weights, the tokens and their features, the tables of
tags and lemmas come from the loaded pipeline; here is only the arithmetic, and a test holds it to spaCy's own answers.

Read `engine` first: it goes from sentences to parses. `encoder` makes vectors of tokens, `moves` scores what a transition
system may do next, `arcs` builds the dependency tree, `entities` the names, `words` tells part of speech and lemma.
"""
