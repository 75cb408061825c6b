"""The connection to the cache, which a request does not wait for again and again."""

from __future__ import annotations

import time
from typing import Any, ClassVar, Final

from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

# Seconds. A Redis that let a process wait is left alone by it for a while: a request with thirty questions waits once.
# What another process was not told meanwhile it finds out by itself (`sites.directory.MAX_AGE`).
PATIENCE: Final = 0.4
LEFT_ALONE: Final = 5


class ImpatientRedis(Redis):
    """Answers nothing for a while after it had to wait in vain: the cache is asked as if it were away, at no cost."""

    # What a process knows of its Redis.
    asked_again_at: ClassVar[float] = 0.0

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """Ask Redis, or refuse at once where it let the process wait a moment ago.

        Raises:
            RedisConnectionError, RedisTimeoutError: the cache reads both as nothing found (`IGNORE_EXCEPTIONS`).
        """
        begun = time.monotonic()
        if begun < ImpatientRedis.asked_again_at:
            raise RedisConnectionError("Redis did not answer a moment ago.")
        try:
            return super().execute_command(*args, **options)
        except (RedisConnectionError, RedisTimeoutError):
            if time.monotonic() - begun > PATIENCE:
                ImpatientRedis.asked_again_at = time.monotonic() + LEFT_ALONE
            raise
