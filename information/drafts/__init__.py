"""Drafts for comments (4.3.b): their text in parts, their days and states."""
