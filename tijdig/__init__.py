"""Tijdig: reaches customers with a beginning payment arrear in time, in plain words, with a solution that fits."""
