"""Live events, recordings, and what plays them."""
