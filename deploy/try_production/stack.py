"""Image, processes from it, nginx before them, and a reader who asks over TLS; all on the loopback address."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from tests.engines import free_port

PROJECT = Path(__file__).resolve().parent.parent.parent
DEPLOY = PROJECT / "deploy"
# The base of the image is made once: Debian packages, as a file.
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cityportal-image"
RELEASE = "bookworm"
BASE, IMAGE = "cityportal-base", "cityportal-try"
BUILDAH = ("buildah", "--storage-driver", "vfs")
ISOLATED = ("--isolation", "chroot")
# Of the base: authorities that this machine trusts, one that looks into connections among them.
BASE_FILE = """FROM scratch
ADD base.tar /
COPY ca-certificates.crt /etc/ssl/certs/
ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
"""
AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
# Seconds that a process may take to come up, and to end.
START, END = 120, 60


class Failed(Exception):
    """Something is not as it must be."""


class Answer(NamedTuple):
    """What a reader got: `copy` is what nginx says of its own (HIT, MISS, EXPIRED, …)."""

    status: int
    copy: str
    text: str
    cookies: str
    seconds: float


def run(*command: str | Path) -> str:
    """Output of a command.

    Raises:
        Failed: it ended with an error; says the end of what it printed.
    """
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Failed(f"{' '.join(map(str, command))[:300]}\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def wait_until(is_so: Callable[[], bool], what: str, *, seconds: float = START) -> float:
    """Seconds until it was so.

    Raises:
        Failed: it was not.
    """
    begun = time.monotonic()
    while not is_so():
        if time.monotonic() - begun > seconds:
            raise Failed(f"after {seconds:.0f} s still not: {what}")
        time.sleep(0.05)
    return time.monotonic() - begun


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310
            return response.status == HTTPStatus.OK
    except OSError:
        return False


@contextlib.contextmanager
def image(folder: Path) -> Iterator[str]:
    """Build the image as deploy/Dockerfile says, on a base of Debian packages; name of a container of it."""
    base = CACHE / f"{RELEASE}.tar"
    if not base.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        unfinished = CACHE / f"{RELEASE}.unfinished"
        packages = "--include=python3,python3-venv,ca-certificates"
        run("mmdebstrap", "--format=tar", "--variant=minbase", packages, RELEASE, unfinished)
        unfinished.rename(base)
    shutil.copy(base, folder / "base.tar")
    shutil.copy(AUTHORITIES, folder)
    (folder / "Dockerfile").write_text(BASE_FILE)
    build = (*BUILDAH, "bud", *ISOLATED, "--layers=false")
    run(*build, "--tag", BASE, folder)
    ignored = ("--ignorefile", DEPLOY / "Dockerfile.dockerignore", "--file", DEPLOY / "Dockerfile")
    run(*build, "--build-arg", f"BASE=localhost/{BASE}", *ignored, "--tag", IMAGE, PROJECT)
    container = run(*BUILDAH, "from", IMAGE).strip()
    try:
        yield container
    finally:
        run(*BUILDAH, "rm", container)
        run(*BUILDAH, "rmi", "--force", IMAGE, BASE)


class Stack:
    """Processes from the image, with the variables that deploy/compose.yaml and deploy/.env give them."""

    def __init__(self, container: str, folder: Path, variables: dict[str, str], disk: Path) -> None:
        self.container, self.folder, self.variables = container, folder, variables
        self._volume = f"--volume={disk / 'tmp'}:/tmp"
        self.web_ports = [free_port(), free_port()]
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def manage(self, *arguments: str) -> str:
        return run(*self._command("python", "manage.py", *arguments))

    def start(self, name: str, *arguments: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(self._command(*arguments), stdout=log, stderr=log)  # noqa: S603

    def start_web(self, number: int) -> None:
        port = self.web_ports[number]
        self.start(f"web{number}", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}")
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/healthz"), f"web process {number} answers")

    def stop(self, name: str) -> None:
        """End a process as Docker does: TERM to the first within, and time to finish what it is at."""
        process = self._running.pop(name)
        if process.poll() is None:
            os.kill(_within(process.pid), signal.SIGTERM)
            process.wait(timeout=END)

    def stop_all(self) -> None:
        for name in reversed([*self._running]):
            self.stop(name)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _command(self, *arguments: str) -> list[str]:
        variables = [word for item in self.variables.items() for word in ("--env", "=".join(item))]
        return [*BUILDAH, "run", *ISOLATED, self._volume, *variables, self.container, "--", *arguments]


def _within(process: int) -> int:
    """The process that buildah and its helpers run."""
    while Path(f"/proc/{process}/cmdline").read_bytes().startswith(b"buildah"):
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        if not children:
            # Of several threads another has it.
            tasks = Path(f"/proc/{process}/task").glob("*/children")
            children = [child for task in tasks for child in task.read_text().split()]
        process = int(children[0])
    return process


class Nginx:
    """deploy/nginx/cityportal.conf, with ports and folders of this run."""

    def __init__(self, folder: Path, city: str, web_ports: list[int]) -> None:
        self.folder, self.web_ports = folder, web_ports
        self.port, self.purge_port, self._plain_port, self._copies_port = (free_port() for _port in range(4))
        self.configuration = folder / "nginx.conf"
        folder.chmod(0o755)
        names = f"subjectAltName=DNS:{city},DNS:*.{city}"
        made = ("-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem")
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={city}", "-addext", names, *made)
        (folder / "site.conf").write_text(self._site())
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = "\n".join(f"{kind}_temp_path {folder / kind};" for kind in kinds)
        self.configuration.write_text(
            "load_module /usr/lib/nginx/modules/ngx_http_cache_purge_module.so;\n"
            f"worker_processes 2;\npid {folder / 'pid'};\nerror_log {folder / 'error.log'};\n"
            "events { worker_connections 1024; }\n"
            f"http {{\ninclude /etc/nginx/mime.types;\n{temporary}\ninclude {folder / 'site.conf'};\n}}\n"
        )

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        self.start()
        try:
            yield
        finally:
            self.stop()

    def start(self) -> None:
        run("nginx", "-c", self.configuration)

    def stop(self) -> None:
        run("nginx", "-s", "quit", "-c", self.configuration)
        wait_until(lambda: not (self.folder / "pid").exists(), "nginx has ended")

    def _site(self) -> str:
        """The configuration as it ships; what is put in the place of something else must be there."""
        site = (DEPLOY / "nginx/cityportal.conf").read_text()
        changes = {
            "    server web:8000 max_fails=0;\n": "".join(
                f"    server 127.0.0.1:{port} max_fails=0;\n" for port in self.web_ports
            ),
            "    listen [::]:80 default_server;\n": "",
            "    listen [::]:443 ssl default_server;\n": "",
            "listen 80 ": f"listen 127.0.0.1:{self._plain_port} ",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            # Elsewhere the port is that of HTTPS, and no part of an origin.
            "Host $host;": f"Host $host:{self.port};",
            "listen 8083;": f"listen 127.0.0.1:{self.purge_port};",
            "127.0.0.1:8082": f"127.0.0.1:{self._copies_port}",
            "/etc/nginx/tls": str(self.folder),
            "/etc/nginx/errors": str(DEPLOY / "nginx/errors"),
            "/var/cache/nginx/pages": str(self.folder / "pages"),
            "/var/log/nginx": str(self.folder),
        }
        for former, now in changes.items():
            if former not in site:
                raise Failed(f"deploy/nginx/cityportal.conf has no {former.strip()!r} any more")
            site = site.replace(former, now)
        return site


class Reader:
    """Asks nginx over TLS, as from outside, by any host."""

    def __init__(self, nginx: Nginx) -> None:
        self._port = nginx.port
        self._trusted = ssl.create_default_context(cafile=str(nginx.folder / "fullchain.pem"))

    def get(self, host: str, path: str = "/") -> Answer:
        return self.ask("GET", host, path)

    def ask(self, method: str, host: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPSConnection(host, self._port, timeout=30, context=self._trusted)
        plain = socket.create_connection(("127.0.0.1", self._port), timeout=30)
        connection.sock = self._trusted.wrap_socket(plain, server_hostname=host)
        begun = time.monotonic()
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            cookies = "; ".join(value.split(";")[0] for value in response.headers.get_all("Set-Cookie") or ())
            copy = response.getheader("X-Cache-Status", "")
            return Answer(response.status, copy, text, cookies, time.monotonic() - begun)
        finally:
            connection.close()
