"""Content security policies, of the pages of portals and of the admin, and the permissions policy."""

from typing import Final

# No page of a portal uses the sensors of a device; players of others are asked on a click, and play only.
PERMISSIONS_POLICY: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
        "payment", "usb",
    )
)  # fmt: skip

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

# Wagtail's screens have scripts and styles inside their pages; they show pictures that are not sent yet. Nothing is
# loaded from elsewhere, sent elsewhere, or framed elsewhere: previews stand on the host of the admin. What a page that
# is previewed plays is added as to its own policy.
ADMIN_POLICY: Final = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
