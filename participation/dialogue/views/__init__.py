"""Pages of those who ask at live events, and screens of those who handle the questions."""
