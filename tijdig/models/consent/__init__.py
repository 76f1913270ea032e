"""What may be seen and what was done: the audit log."""
