"""What browsers are told that public pages load."""

from typing import Final

# Public pages load what this installation serves, and nothing else; no script stands inside a page.
CONTENT_POLICY: Final = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
