"""Invented joint arrangements: lives by chance, faults on purpose, and the same through the actions."""
