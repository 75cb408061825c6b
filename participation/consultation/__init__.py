"""Comments on drafts, from the form to the report (Regulation 4.3.b)."""
