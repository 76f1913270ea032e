"""A file of payments: each line finds its claims and is booked there; all lines that can be, or none."""

from tijdig.actions.payments_file.booking import book, forget, look, take
from tijdig.actions.payments_file.reports import PaymentsReport

__all__ = ["PaymentsReport", "book", "forget", "look", "take"]
