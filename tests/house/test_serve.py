"""`manage.py serve` listens where it may, and says what to do where it may not."""

import errno
import itertools
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cityportal.management.commands import serve

PROJECT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def started(monkeypatch):
    """The command that would take the place of this process."""
    commands = []
    monkeypatch.setattr(os, "execv", lambda program, arguments: commands.append(arguments))
    monkeypatch.setenv("PUBLIC_PORT", "")
    monkeypatch.setenv("WEB_CONCURRENCY", "")
    monkeypatch.delenv("WEB_CONCURRENCY")
    return commands


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def no_ipv6(monkeypatch):
    class Socket(socket.socket):
        def bind(self, address):
            if self.family is socket.AF_INET6:
                raise OSError(errno.EADDRNOTAVAIL, "no such address")
            super().bind(address)

    monkeypatch.setattr(socket, "socket", Socket)


def binds(command: list[str]) -> list[str]:
    return [after for option, after in itertools.pairwise(command) if option == "--bind"]


def test_serves_on_loopback_only(started, free_port):
    call_command("serve", "--port", str(free_port))
    assert set(binds(started[0])) <= {f"127.0.0.1:{free_port}", f"[::1]:{free_port}"}
    assert f"127.0.0.1:{free_port}" in binds(started[0])
    assert os.environ["PUBLIC_PORT"] == str(free_port)


def test_serves_without_ipv6_and_says_so(started, free_port, no_ipv6, capsys):
    call_command("serve", "--port", str(free_port))
    assert binds(started[0]) == [f"127.0.0.1:{free_port}"]
    assert "IPv6" in capsys.readouterr().out


def test_refuses_a_port_that_is_taken(started):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"PORT={port + 1} make demo"):
            call_command("serve", "--port", str(port))
    assert started == []


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_refuses_what_is_no_port(started, port):
    with pytest.raises(CommandError, match="65535"):
        call_command("serve", "--port", port)
    assert started == []


def test_refusal_ends_the_program_with_1():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ended = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", "serve", "--port", port],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.returncode == 1
    assert "make demo" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_probe_starts_nothing(started, free_port, capsys):
    call_command("serve", "--port", str(free_port), "--probe")
    assert started == []
    assert capsys.readouterr().out == ""


def test_probe_refuses_a_port_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(serve.PortTaken):
        call_command("serve", "--port", str(other.getsockname()[1]), "--probe")


@pytest.mark.skipif(shutil.which("make") is None, reason="no make")
@pytest.mark.parametrize("target", ["demo", "demo-full", "demo-reset"])
def test_demo_touches_nothing_while_its_port_is_taken(tmp_path, target):
    database = tmp_path / "db.sqlite3"
    database.write_bytes(b"of the demo that runs")
    # Whoever runs the tests has Python and its packages: nothing is installed.
    runtime, own = (
        ".venv/.runtime-installed",
        {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"},
    )
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        ended = subprocess.run(  # noqa: S603
            ["make", f"--old-file={runtime}", f"VENV_PYTHON={sys.executable}", f"PORT={port}", target],  # noqa: S607
            cwd=PROJECT,
            env={name: value for name, value in os.environ.items() if name not in own} | {"VAR_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.returncode != 0
    assert port in ended.stderr
    assert ended.stdout.strip() == ""
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"db.sqlite3": b"of the demo that runs"}


@pytest.mark.parametrize(
    ("cache", "processes"),
    [("django.core.cache.backends.locmem.LocMemCache", 1), ("django.core.cache.backends.redis.RedisCache", 2)],
)
def test_processes_never_keep_caches_of_their_own(settings, cache, processes):
    settings.CACHES = {"default": {"BACKEND": cache}}
    assert serve.processes() == processes
