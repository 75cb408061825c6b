"""What is published of a question: redaction, copies, withholding, and the public pages."""
