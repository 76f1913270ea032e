"""A believable coalition of any size, with the same five people as in the tests."""
