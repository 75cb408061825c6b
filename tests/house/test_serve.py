"""`manage.py serve` listens where it may, and says what to do where it may not."""

import errno
import itertools
import os
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


@pytest.mark.parametrize(
    ("cache", "processes"),
    [("django.core.cache.backends.locmem.LocMemCache", 1), ("django.core.cache.backends.redis.RedisCache", 2)],
)
def test_processes_never_keep_caches_of_their_own(settings, cache, processes):
    settings.CACHES = {"default": {"BACKEND": cache}}
    assert serve.processes() == processes
