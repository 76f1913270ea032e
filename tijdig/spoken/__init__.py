"""Letters read aloud: what a letter says to everybody, without anything of one customer, as sound made ahead."""
