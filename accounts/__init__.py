"""Staff users, the organisations and roles they work in, and (later) how they sign in."""
