"""Trials on somebody's own file: a shadow run that touches nothing, and a replay of a whole ledger day by day."""
