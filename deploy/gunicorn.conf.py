"""Gunicorn: threads for requests that wait on the database, few processes, no state of its own on the disk.

Read by `manage.py serve` and in production (`gunicorn --config deploy/gunicorn.conf.py --bind 127.0.0.1:8000`).
The number of processes is WEB_CONCURRENCY; gunicorn reads it by itself.
"""

import gc
import os
from pathlib import Path
from typing import Any

wsgi_app = "cityportal.wsgi:application"
worker_class = "gthread"
threads = 8

# Seconds. The longest request is an upload of 50 MB over a slow line; long work goes to Celery.
timeout = 60
graceful_timeout = 20
keepalive = 5

# Of what a client sends, no header is a variable of the server (by default SCRIPT_NAME and PATH_INFO from loopback).
forwarder_headers = ""

# A process is replaced now and then, not all at once, so that a slow leak never becomes an outage.
max_requests = 5000
max_requests_jitter = 500

accesslog = None  # written by the proxy in front of us
errorlog = "-"
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Begin with empty counters where the processes share some (PROMETHEUS_MULTIPROC_DIR)."""
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        for file in Path(folder).glob("*.db"):
            file.unlink()


def child_exit(server: Any, worker: Any) -> None:
    """Let the counters of a process that ended count on, and its other values go."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 -- where it is used

        mark_process_dead(worker.pid)


def post_worker_init(worker: Any) -> None:
    """Mask in the log of gunicorn, which names the address of what broke, what the application masks in its own."""
    from cityportal.log_filters import SecretsMasked  # noqa: PLC0415 -- gunicorn reads this file before the application

    worker.log.error_log.addFilter(SecretsMasked())
    # What the application is made of stays: the collector need not look through it in the middle of a request.
    gc.collect()
    gc.freeze()
