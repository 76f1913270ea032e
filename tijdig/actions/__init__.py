"""Writes: the only place that changes anything, each change with its audit row in the same transaction."""
