"""A believable coalition of any size, made from a seed; the same five people as in the tests."""
