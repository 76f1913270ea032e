"""What `bench plan` is made of: a history that the product's own actions leave, many copies of it, and the night."""
