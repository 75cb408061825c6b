"""Backups of the whole installation: one encrypted set of database and files, at each target; restored and drilled."""
