"""JSON as the database gives it back: dates as text, keys of objects in no order. Pure."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def stored_json(value: Any) -> Any:
    """A value after it was written and read again, so that both can be compared and hashed alike."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
