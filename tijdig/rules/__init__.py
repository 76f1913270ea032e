"""Plain rules of law, money and calendar: no database, no clock, no network."""
