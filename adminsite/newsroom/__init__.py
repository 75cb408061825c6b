"""Work of a newsroom as lists: items with their state and turn, filters that a person keeps, the content calendar."""
