"""The part of a worker that takes tasks from the broker, which outlives a broker that goes away."""

from __future__ import annotations

from celery.worker.consumer import Consumer


class LastingConsumer(Consumer):
    """A consumer that leaves tasks which it holds with Redis, where the connection is lost.

    kombu 5.7 tries to put them back over the connection that is no more, and ends the worker with it. Redis gives them
    out again by itself, after `visibility_timeout`.
    """

    def on_connection_error_after_connected(self, exc: Exception) -> None:
        for channel in getattr(self.connection.transport, "channels", None) or ():
            channel.do_restore = False
        super().on_connection_error_after_connected(exc)
