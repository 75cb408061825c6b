"""Questions of a live dialogue, from the form to the transcript (Regulation 8.5)."""
