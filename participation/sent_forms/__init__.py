"""Forms that citizens send: what makes one copy of them one, how often they are taken, and how they are answered."""
