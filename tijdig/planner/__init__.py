"""What is the next right step for every case, and why: columns in, decisions out."""
