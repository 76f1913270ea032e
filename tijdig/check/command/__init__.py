"""The verb `tijdig check`: no database, no settings, no Django."""

from tijdig.check.command.verb import HELP, main

__all__ = ["HELP", "main"]
