"""Reads: facts and lists, in sets; nothing here changes anything."""
