"""What a browser needs to keep text that was typed and not saved: a name for its person, and a key that seals it.

The server keeps nothing of it: both follow from the account. A script of the admin (`js/admin/typed-text.js`) asks for
the key while the person is signed in, so what lies in the browser opens for that account alone.
"""

from __future__ import annotations

import base64

from django.utils.crypto import salted_hmac

from accounts.models import User


def account_mark(account: User) -> str:
    """Name of an account in browsers. It outlives passwords: whoever has to choose a new one goes on with the text."""
    return salted_hmac("authentication.typed_text.mark", str(account.pk), algorithm="sha256").hexdigest()[:32]


def text_key(account: User) -> str:
    """Key of 256 bits for AES-GCM, in base64; another one after a new password, and once all sessions were ended."""
    content = f"{account.pk}:{account.get_session_auth_hash()}"
    digest = salted_hmac("authentication.typed_text.key", content, algorithm="sha256").digest()
    return base64.b64encode(digest).decode()
