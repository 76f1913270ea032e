"""A joint arrangement: one plan of one customer with several organisations, as rules without tables or clocks."""
