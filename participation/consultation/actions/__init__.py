"""Verbs of comments on drafts. Each is atomic and writes one event, which holds codes and no words of the sender."""
