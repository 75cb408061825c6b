"""Short polls on pages: votes without an account, counted as sums, with results after the last day."""
