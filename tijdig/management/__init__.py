"""The verbs of the command tijdig."""
