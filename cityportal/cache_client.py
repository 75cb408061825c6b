"""The connection to the cache, which a request does not wait for again and again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Final

from redis import Redis
from redis.client import Pipeline
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

# Seconds. A Redis that let a process wait is left alone by it for a while: a request with thirty questions waits once.
# What another process was not told meanwhile it finds out by itself (`sites.directory.MAX_AGE`).
PATIENCE: Final = 0.4
LEFT_ALONE: Final = 5


@contextmanager
def _impatiently() -> Iterator[None]:
    """Ask Redis, or refuse at once where it let the process wait a moment ago.

    Raises:
        RedisConnectionError, RedisTimeoutError: the cache reads both as nothing found (`IGNORE_EXCEPTIONS`).
    """
    begun = time.monotonic()
    if begun < ImpatientRedis.asked_again_at:
        raise RedisConnectionError("Redis did not answer a moment ago.")
    try:
        yield
    except (RedisConnectionError, RedisTimeoutError):
        if time.monotonic() - begun > PATIENCE:
            ImpatientRedis.asked_again_at = time.monotonic() + LEFT_ALONE
        raise


class ImpatientRedis(Redis):
    """Answers nothing for a while after it had to wait in vain: the cache is asked as if it were away, at no cost."""

    # What a process knows of its Redis.
    asked_again_at: ClassVar[float] = 0.0

    def execute_command(self, *args: Any, **options: Any) -> Any:
        with _impatiently():
            return super().execute_command(*args, **options)

    def pipeline(self, transaction: bool = True, shard_hint: Any = None) -> ImpatientPipeline:
        return ImpatientPipeline(self.connection_pool, self.response_callbacks, transaction, shard_hint)


class ImpatientPipeline(Pipeline):
    """Commands that are sent together, with the patience of all others."""

    def execute(self, raise_on_error: bool = True) -> list[Any]:
        with _impatiently():
            return super().execute(raise_on_error)
