"""The checker: to Dutch letters what a linter is to code. One call, no files, no database, no Django."""

from tijdig.check.findings import ERROR, INFO, KINDS, WARNING, Finding
from tijdig.check.run import check

__all__ = ["ERROR", "INFO", "KINDS", "WARNING", "Finding", "check"]
