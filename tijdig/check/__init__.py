"""The checker: to Dutch letters what a linter is to code. One call, no files, no database, no Django."""

from tijdig.check.findings import ERROR, KINDS, WARNING, Finding
from tijdig.check.run import check

__all__ = ["ERROR", "KINDS", "WARNING", "Finding", "check"]
