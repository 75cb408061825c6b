"""Run pytest on a named set of engines, and say so when the machine does not have them.

    python tests/engines.py sqlite -- tests/members
    python tests/engines.py production -- tests/members
    python tests/engines.py services -- tests/search
    python tests/engines.py s3 -- tests/library/test_buckets.py

`sqlite` is SQLite and the memory of the process. `production` is PostgreSQL and Redis: those that TEST_DATABASE_URL and
TEST_REDIS_URL name, else servers of its own on the loopback address, whose data lives in a temporary folder and goes
when the run ends.

`services` is SQLite with Elasticsearch: the one that TEST_SEARCH_URL names, else a node of its own from Maven packages
(tests/services/elasticsearch), which needs Maven and a JDK, 21 or newer.

`s3` is SQLite with an S3 server: the one at TEST_S3_SERVER (host:port, with the keys of tests/library/test_buckets.py),
else one of its own from Go modules (tests/services/s3), which needs Go.

The database is migrated once for each run, beside the start of pytest (tests/database_template.py); on SQLite once for
all runs that TEST_TEMPLATES names the same temporary folder for.

With TEST_FORBID_SKIPS=1, a machine without the engines is an error; without it, a reason is printed.
"""

import argparse
import contextlib
import fcntl
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

EMBEDDED = {
    "EXPECT_ENGINE": "sqlite",
    "DATABASE_URL": "sqlite://:memory:",
    "CACHE_URL": "locmemcache://cityportal",
    "CELERY_BROKER_URL": "",
}
SERVICES = Path(__file__).resolve().parent / "services"
# Names the folder of the template. In it: what is held while it is made, what its maker says, what says it is made.
TEMPLATES = "TEST_TEMPLATES"
TEMPLATE_LOCK, TEMPLATE_LOG, TEMPLATE_MADE = "lock", "log", "made"
START_SECONDS = 60
# What the script that starts Elasticsearch ends with where there is no JDK.
NO_JDK = 3
# What the script that starts the S3 server ends with where there is no Go.
NO_GO = 3
# Names host and port of a real S3 server, and the keys that it has.
S3_SERVER = "TEST_S3_SERVER"
S3_KEYS = {"ROOT_ACCESS_KEY": "khoa", "ROOT_SECRET_KEY": "bi/mat"}
# Names the folder of the node of Elasticsearch that a run may stop and start again.
ENGINE_FOLDER = "TEST_ENGINE_FOLDER"
# PostgreSQL refuses to run as root; Debian's packages make this account for it.
POSTGRESQL_ACCOUNT = "postgres"
# Of a short life: what compiles longer than it saves is left out. Half of the start, and of the work of a run.
JAVA_OPTIONS = {"JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"}
# The data lives for one run: nothing is lost by not waiting for the disk. Nothing is counted or compiled that the next
# test rolls back or asks once: a tenth of the work.
POSTGRESQL_OPTIONS = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "jit=off", "max_connections=60",
)  # fmt: skip


class EngineMissing(Exception):
    """The machine lacks a program that the run needs."""


def say(message: str) -> None:
    sys.stdout.write(message + "\n")
    sys.stdout.flush()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def find_program(*names: str) -> str:
    """Path of the first program found, where Debian keeps server programs too.

    Raises:
        EngineMissing: none of them is installed.
    """
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    search_path = os.pathsep.join([os.environ.get("PATH", os.defpath), *map(str, debian)])
    for name in names:
        if found := shutil.which(name, path=search_path):
            return found
    raise EngineMissing(f"no {names[0]} program found")


@contextlib.contextmanager
def throwaway_postgresql(folder: Path) -> Iterator[str]:
    """Start PostgreSQL on loopback and yield its address."""
    initdb, postgres = find_program("initdb"), find_program("postgres")
    options: dict[str, str | int] = {}
    if os.geteuid() == 0:
        try:
            account = pwd.getpwnam(POSTGRESQL_ACCOUNT)
        except KeyError as error:
            raise EngineMissing(
                f"PostgreSQL does not run as root, and there is no account {POSTGRESQL_ACCOUNT}"
            ) from error
        os.chown(folder, account.pw_uid, account.pw_gid)
        options = {"user": account.pw_uid, "group": account.pw_gid}
    data, port, log = folder / "data", free_port(), folder / "log"
    layout = ["--username=cityportal", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(  # noqa: S603
        [initdb, f"--pgdata={data}", *layout], cwd=folder, capture_output=True, text=True, check=False, **options
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed:\n{made.stderr}")
    command = [postgres, "-D", str(data), "-p", str(port), "-c", "listen_addresses=127.0.0.1"]
    for option in (*POSTGRESQL_OPTIONS, f"unix_socket_directories={folder}"):
        command += ["-c", option]
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, **options)  # noqa: S603
    try:
        wait_for_port(port, server, log)
        yield f"postgres://cityportal@127.0.0.1:{port}/postgres"
    finally:
        stop(server, signal.SIGINT)  # "fast": does not wait for clients


@contextlib.contextmanager
def throwaway_redis(folder: Path) -> Iterator[str]:
    """Start Redis (or Valkey, which speaks the same) on loopback and yield its address."""
    program, port, log = find_program("redis-server", "valkey-server"), free_port(), folder / "log"
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    with log.open("w") as output:
        server = subprocess.Popen([*command, "--dir", str(folder)], stdout=output, stderr=output)  # noqa: S603
    try:
        wait_for_port(port, server, log)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        stop(server, signal.SIGTERM)


@contextlib.contextmanager
def throwaway_elasticsearch(folder: Path) -> Iterator[str]:
    """Start a node of Elasticsearch on loopback and yield its address and the folder of its state.

    What Maven brings stays in the cache of the account, what the node writes goes.
    """
    find_program("mvn")
    start, port = SERVICES / "elasticsearch/start", free_port()
    begun = subprocess.run(  # noqa: S603
        [start, str(port), str(folder)], stdout=subprocess.PIPE, check=False, env={**os.environ, **JAVA_OPTIONS}
    )
    if begun.returncode == NO_JDK:
        raise EngineMissing("no JDK found, 21 or newer")
    if begun.returncode:
        raise RuntimeError("Elasticsearch did not start.")
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        subprocess.run([start, "--stop", str(folder)], check=False)  # noqa: S603


@contextlib.contextmanager
def throwaway_s3(folder: Path) -> Iterator[str]:
    """Start an S3 server on loopback and yield its host and port.

    What Go builds stays in the cache of the account, what the server writes goes.
    """
    start, port = SERVICES / "s3/start", free_port()
    begun = subprocess.run(  # noqa: S603
        [start, str(port), str(folder)], stdout=subprocess.PIPE, check=False, env={**os.environ, **S3_KEYS}
    )
    if begun.returncode == NO_GO:
        raise EngineMissing("no Go found")
    if begun.returncode:
        raise RuntimeError("The S3 server did not start.")
    try:
        yield f"127.0.0.1:{port}"
    finally:
        subprocess.run([start, "--stop", str(folder)], check=False)  # noqa: S603


def wait_for_port(port: int, server: subprocess.Popen, log: Path) -> None:
    """Return when the server accepts connections.

    Raises:
        RuntimeError: it ended, or did not come up in time.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{server.args[0]} did not start:\n{log.read_text(errors='replace')}")


def stop(server: subprocess.Popen, how: signal.Signals) -> None:
    server.send_signal(how)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextlib.contextmanager
def production_engines() -> Iterator[dict[str, str]]:
    """Yield the environment variables of PostgreSQL and Redis, running until the block ends."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cityportal-engines-")))
        folder.chmod(0o711)  # the account of PostgreSQL passes through
        addresses = []
        for variable, throwaway in (("TEST_DATABASE_URL", throwaway_postgresql), ("TEST_REDIS_URL", throwaway_redis)):
            own = folder / variable.lower()
            own.mkdir()
            addresses.append(os.environ.get(variable) or stack.enter_context(throwaway(own)))
        engines = {
            "EXPECT_ENGINE": "postgresql",
            "DATABASE_URL": addresses[0],
            "CACHE_URL": addresses[1],
            "CELERY_BROKER_URL": "",
            TEMPLATES: "",
        }
        # On a server that stays, a template would stay.
        if not os.environ.get("TEST_DATABASE_URL"):
            own = folder / "template"
            own.mkdir()
            engines = stack.enter_context(template(engines, own))
        yield engines


@contextlib.contextmanager
def services() -> Iterator[dict[str, str]]:
    """Yield the environment variables of SQLite and Elasticsearch, running until the block ends."""
    with template_on_sqlite() as embedded, tempfile.TemporaryDirectory(prefix="cityportal-services-") as folder:
        if named := os.environ.get("TEST_SEARCH_URL"):
            yield {**embedded, "SEARCH_URL": named}
            return
        with throwaway_elasticsearch(Path(folder)) as address:
            yield {**embedded, **JAVA_OPTIONS, "SEARCH_URL": address, ENGINE_FOLDER: folder}


@contextlib.contextmanager
def s3() -> Iterator[dict[str, str]]:
    """Yield the environment variables of SQLite and an S3 server, running until the block ends."""
    with template_on_sqlite() as embedded, tempfile.TemporaryDirectory(prefix="cityportal-s3-") as folder:
        if named := os.environ.get(S3_SERVER):
            yield {**embedded, S3_SERVER: named}
            return
        with throwaway_s3(Path(folder)) as address:
            yield {**embedded, S3_SERVER: address}


@contextlib.contextmanager
def template(engines: Mapping[str, str], folder: Path) -> Iterator[dict[str, str]]:
    """Begin to migrate a database in the folder, unless it has one, and yield the variables of a run that copies it."""
    variables = {**engines, TEMPLATES: str(folder)}
    if (folder / TEMPLATE_MADE).exists():
        yield variables
        return
    with (folder / TEMPLATE_LOCK).open("w") as lock, (folder / TEMPLATE_LOG).open("w") as log:
        # The process inherits the lock, and lets it go by ending.
        fcntl.flock(lock, fcntl.LOCK_EX)
        maker = subprocess.Popen(
            [sys.executable, "-m", "tests.database_template"],
            cwd=Path(__file__).resolve().parent.parent,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "cityportal.settings.test", **variables},
            stdout=log,
            stderr=log,
            pass_fds=[lock.fileno()],
        )
    try:
        yield variables
    finally:
        stop(maker, signal.SIGTERM)


@contextlib.contextmanager
def template_on_sqlite() -> Iterator[dict[str, str]]:
    """Yield the environment variables of SQLite, whose template may be that of an earlier run."""
    with contextlib.ExitStack() as stack:
        folder = os.environ.get(TEMPLATES) or stack.enter_context(tempfile.TemporaryDirectory(prefix="cityportal-"))
        yield stack.enter_context(template(EMBEDDED, Path(folder)))


def run_pytest(arguments: list[str], engines: Mapping[str, str]) -> int:
    """Run pytest on the engines; what it compiles is kept, even where the environment says otherwise.

    Compiling the tests takes longer than the rest of their collection, and each process of each run would do it again.
    """
    environment = {**os.environ, **engines}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment, check=False).returncode  # noqa: S603


RUNS = {
    "sqlite": (template_on_sqlite, "SQLite and the memory of the process", ""),
    "production": (
        production_engines,
        "PostgreSQL and Redis",
        "Install PostgreSQL and Redis, or set TEST_DATABASE_URL and TEST_REDIS_URL.",
    ),
    "services": (services, "SQLite and Elasticsearch", "Install Maven and a JDK, or set TEST_SEARCH_URL."),
    "s3": (s3, "SQLite and an S3 server", "Install Go, or set TEST_S3_SERVER."),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("engines", choices=list(RUNS))
    parser.add_argument("arguments", nargs="*", help="What pytest is given, after --.")
    options = parser.parse_args()
    run, named, advice = RUNS[options.engines]
    say(f"== Tests on {named} ==")
    with contextlib.ExitStack() as stack:
        try:
            engines = stack.enter_context(run())
        except EngineMissing as missing:
            say(f"SKIPPED: {missing}. {advice}")
            return int(os.environ.get("TEST_FORBID_SKIPS") == "1")
        return run_pytest(options.arguments, engines)


if __name__ == "__main__":
    sys.exit(main())
