"""Pages: thin views that fetch, act and render."""
