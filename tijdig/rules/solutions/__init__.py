"""What can be agreed with one creditor: rhythms, bands, and solutions that cannot be made incomplete."""
