"""How rows are sealed against reading and against change: ciphers, hashes in chains, triggers. Knows no table."""
