"""One module a kind of view: each asks its question and puts the answer into words."""
