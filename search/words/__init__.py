"""What a query asks for: its words, synonyms and spelling, and which words of a hit are marked."""
