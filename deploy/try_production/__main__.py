"""Try the production stack on this machine, part by part and without Docker: `make try-production`.

Builds the image of deploy/Dockerfile on a base of Debian packages, runs web, worker, beat and migrate from it beside
PostgreSQL, Redis, Elasticsearch, an S3 server, and nginx with TLS, all on the loopback address, and goes through what
readers, editors and an update do, in a city of another name. Everything is deleted at the end; the exit code is 1 where
something was not as it must be. `make try-faults` closes each service in four ways instead, and prints what people get
meanwhile.

Needs root, and of Debian: buildah, mmdebstrap, postgresql, redis-server, nginx, libnginx-mod-http-cache-purge, openssl,
chromium-headless-shell; for Elasticsearch Maven and a JDK, 21 or newer; for the S3 server Go. Where the last two cannot
be had, their part is left out and named.
"""

from __future__ import annotations

import base64
import contextlib
import importlib
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import boto3
import django
from gate import Disk, Gate, MailServer, small_disk
from stack import Failed, Nginx, Reader, Stack, image, wait_until

from tests import engines

DOMAIN = "danang.gov.test"
BUCKET = "cityportal"


def say(message: str) -> None:
    print(message, flush=True)  # noqa: T201


@contextlib.contextmanager
def part(name: str) -> Iterator[None]:
    say(f"== {name} ==")
    begun = time.monotonic()
    yield
    say(f"   {time.monotonic() - begun:.0f} s")


@contextlib.contextmanager
def optional(
    name: str, service: Callable[[Path], contextlib.AbstractContextManager[str]], folder: Path
) -> Iterator[str]:
    """Address of a service; empty where this machine lacks what it needs, which is said."""
    with contextlib.ExitStack() as opened:
        try:
            address = opened.enter_context(service(folder))
        except engines.EngineMissing as missing:
            say(f"   {name} is left out: {missing}.")
            address = ""
        yield address


def make_bucket(address: str) -> str:
    """Value of STORAGE_URL for a new bucket."""
    key, secret = engines.S3_KEYS["ROOT_ACCESS_KEY"], engines.S3_KEYS["ROOT_SECRET_KEY"]
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{address}",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=BUCKET)
    return f"s3://{key}:{secret.replace('/', '%2F')}@{address}/{BUCKET}?tls=off"


def make_gates(direct: dict[str, str]) -> dict[str, Gate]:
    """A gate before each service that the variables of an installation name; Redis is two of them."""
    names = ("DATABASE_URL", "CACHE_URL", "CELERY_BROKER_URL", "SEARCH_URL", "STORAGE_URL", "EMAIL_URL")
    return {name: Gate(direct[name]) for name in names if direct[name]}


def variables(database: str, redis: str, search: str, storage: str) -> dict[str, str]:
    """Variables of an installation, as deploy/.env and deploy/compose.yaml give them."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "PERSONAL_DATA_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "BASE_DOMAIN": DOMAIN,
        "HOST_SUFFIX": ".test",
        "DATABASE_URL": database,
        "CACHE_URL": f"{redis.removesuffix('/0')}/1",
        "CELERY_BROKER_URL": f"{redis.removesuffix('/0')}/2",
        "SEARCH_URL": f"{search}/cityportal" if search else "",
        "STORAGE_URL": storage,
        "EMAIL_URL": f"smtp://127.0.0.1:{MailServer().port}",
        # One person sends all questions of a trial.
        "QUESTIONS_PER_CONTACT_DAY": "1000",
        "QUESTIONS_PER_ADDRESS_HOUR": "1000",
        "QUESTION_FORMS_PER_ADDRESS_HOUR": "1000",
        "QUESTION_MAILS_PER_UNPROVED_ADDRESS_DAY": "1000",
        "TRUSTED_PROXIES": "1",
        "CHECK_EXTERNAL_LINKS": "off",
        "METRICS_TOKEN": secrets.token_urlsafe(16),
        "WEB_CONCURRENCY": "1",
    }


def main() -> int:
    begun = time.monotonic()
    with contextlib.ExitStack() as opened, tempfile.TemporaryDirectory(prefix="cityportal-stack-") as kept:
        try:
            try_all(opened, Path(kept), with_faults="--faults" in sys.argv[1:])
        except (Failed, AssertionError) as failure:
            say(f"FAILED: {failure}")
            for log in sorted(Path(kept).glob("*.log")):
                say(f"-- the end of {log.name} --\n{log.read_text(errors='replace')[-2000:]}")
            return 1
        finally:
            opened.close()
    say(f"Everything held, in {time.monotonic() - begun:.0f} s.")
    return 0


def try_all(opened: contextlib.ExitStack, folder: Path, *, with_faults: bool) -> None:
    folder.chmod(0o711)
    folders = {name: folder / name for name in ("image", "postgresql", "redis", "elasticsearch", "s3")}
    for own in folders.values():
        own.mkdir()
    disk = opened.enter_context(small_disk(folder / "disk"))
    with part("Image"):
        container = opened.enter_context(image(folders["image"]))
    with part("PostgreSQL, Redis, Elasticsearch, S3"):
        database = opened.enter_context(engines.throwaway_postgresql(folders["postgresql"]))
        redis = opened.enter_context(engines.throwaway_redis(folders["redis"]))
        search = opened.enter_context(
            optional("Elasticsearch", engines.throwaway_elasticsearch, folders["elasticsearch"])
        )
        s3 = opened.enter_context(optional("S3", engines.throwaway_s3, folders["s3"]))
        direct = variables(database, redis, search, make_bucket(s3) if s3 else "")
        gates = make_gates(direct) if with_faults else {}
        stack = Stack(container, folder, direct | {name: gate.address for name, gate in gates.items()}, disk.folder)
        nginx = Nginx(disk.folder / "nginx", DOMAIN, stack.web_ports)
        stack.variables |= {
            "PUBLIC_PORT": str(nginx.port),
            "PAGE_PROXIES": f"http://127.0.0.1:{nginx.purge_port}",
            # Copies expire while somebody waits for it.
            "PAGE_CACHE_SECONDS": "600" if with_faults else "30",
        }
        opened.callback(stack.stop_all)
    with part("Migrations"):
        stack.manage("migrate", "--noinput", "--verbosity", "0")
        if search:
            stack.manage("rebuild_search_index")
    with part("Web, worker, beat, nginx"):
        opened.enter_context(nginx.running())
        stack.start("worker", "celery", "--app", "cityportal", "worker", "--loglevel", "INFO", "--concurrency", "2")
        schedule = ("--schedule", "/srv/cityportal/private/schedule", "--pidfile", "")
        stack.start("beat", "celery", "--app", "cityportal", "beat", "--loglevel", "INFO", *schedule)
        for number in range(len(stack.web_ports)):
            stack.start_web(number)
        wait_until(lambda: " ready." in stack.log("worker"), "the worker is ready")
        wait_until(lambda: "Starting..." in stack.log("beat"), "beat has started")
    # The journey makes its world with the code that the tests use, on the services of the stack.
    os.environ |= stack.variables | direct | {"DJANGO_SETTINGS_MODULE": "cityportal.settings.production"}
    os.environ["VAR_DIR"] = str(folder / "var")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
    journey = importlib.import_module("journey").Journey(stack, nginx, Reader(nginx))
    if with_faults:
        try_faults(journey, gates, disk)
        return
    for name, step in journey.steps():
        with part(name):
            step()


def try_faults(journey: Any, gates: dict[str, Gate], disk: Disk) -> None:
    """Print the fault matrix.

    Raises:
        Failed: some cell is not as it must be.
    """
    with part("Another city"):
        journey.found_the_city()
    faults = importlib.import_module("faults")
    say(faults.HEAD)
    wrong = 0
    for cell in faults.Faults(journey, gates, disk).matrix():
        say(cell.row())
        wrong += bool(cell.wrong)
    say("\n".join(f"Void: {void}." for void in faults.VOID))
    if wrong:
        raise Failed(f"{wrong} cells are not as they must be")


if __name__ == "__main__":
    sys.exit(main())
