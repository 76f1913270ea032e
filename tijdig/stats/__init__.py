"""Statistics in plain Python: what a comparison of two groups tells, and how sure that is."""
