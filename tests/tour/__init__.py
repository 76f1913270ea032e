"""The tour, run as it is written."""
