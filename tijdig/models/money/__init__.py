"""What is owed: contracts, claims, money entries, intakes."""
