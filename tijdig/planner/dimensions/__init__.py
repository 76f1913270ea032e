"""The dimensions of a decision: each an ordered table of one-line rules, of which the first that holds wins."""
