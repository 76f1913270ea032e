"""Benchmarks: how fast and how small; each module has `measure(size)` and works on a database of its own."""
