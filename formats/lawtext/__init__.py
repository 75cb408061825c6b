"""Legal documents as parts: chapters, articles, clauses, points, each with an anchor. Pure."""
