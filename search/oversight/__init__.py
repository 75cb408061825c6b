"""Search for the operator: statistics, and making the index again from a screen."""
