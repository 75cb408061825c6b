"""Pages of a citizen: asking a question, looking it up, following it."""
