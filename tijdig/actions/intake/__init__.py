"""Intake: a creditor's file becomes customers, claims and money entries, visible all at once."""

from tijdig.actions.intake.receiving import receive
from tijdig.actions.intake.reports import IntakeReport

__all__ = ["IntakeReport", "receive"]
