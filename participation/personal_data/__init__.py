"""Personal data in submissions: sealing, contacts, names, patterns, redaction and retention periods."""
