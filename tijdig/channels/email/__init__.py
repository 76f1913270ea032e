"""E-mail: one message as text and as calm HTML."""
