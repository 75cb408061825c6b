"""What `make demo` takes from a fresh clone, part by part, beside a plain loop. Needs nothing but Python.

The clone, its environment and its data lie in a folder that is deleted afterwards; the cache of pip is used as it is.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
NUMBERS = 10_000_000
# Begins the lines in which the command says that a part is over.
MARK = "== "
# Seconds until the first page must be there once the demo is loaded.
PATIENCE = 300
# What the shell of whoever measures must not change.
LEFT_OUT = frozenset({"DATABASE_URL", "MAKEFLAGS", "PYTHONDONTWRITEBYTECODE"})


def add_numbers() -> None:
    """The loop that says how fast this machine is now."""
    total = 0
    for number in range(NUMBERS):
        total += number


def cpu_seconds() -> float:
    """CPU time of this process and of those that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def show(part: str, *, wall: float, cpu: float) -> None:
    """Print what a part took, in seconds."""
    sys.stdout.write(f"{part:<14}{wall:>8.1f} s{cpu:>8.1f} s CPU\n")
    sys.stdout.flush()


@contextmanager
def measured(part: str) -> Iterator[None]:
    """Print what a part takes."""
    wall, cpu = time.monotonic(), cpu_seconds()
    yield
    show(part, wall=time.monotonic() - wall, cpu=cpu_seconds() - cpu)


def serve_demo(python: Path, clone: Path, port: str, environment: dict[str, str], *, began: float) -> None:
    """Load the demo and open its first page. The command says when a part is over, and its CPU time until then."""
    command = [str(python), "manage.py", "demo", "--times", "--port", port, *sys.argv[1:]]
    wall, cpu = time.monotonic(), 0.0
    part = ""
    server = subprocess.Popen(command, cwd=clone, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        for line in server.stdout or ():
            if line.startswith(MARK):
                part, used = line.removeprefix(MARK).split()
                now, used_now = time.monotonic(), float(used)
                show(part, wall=now - wall, cpu=used_now - cpu)
                wall, cpu = now, used_now
            if part == "content":
                open_first_page(port)
                now = time.monotonic()
                sys.stdout.write(f"{'first page':<14}{now - wall:>8.1f} s\n{'until then':<14}{now - began:>8.1f} s\n")
                wall = now
            if part == "others":
                break
        else:
            sys.exit("The demo was not loaded.")
    finally:
        server.terminate()
        server.wait()


def open_first_page(port: str) -> None:
    """Ask for the home of the city until the server answers."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": f"hochiminhcity.localhost:{port}"})
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310 -- of this machine
                answer.read()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit("The first page did not come.")


def main() -> None:
    port = os.environ.get("PORT", "8199")
    environment = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        environment["VAR_DIR"] = str(clone / "var")

        def make(target: str) -> None:
            command = ["make", "--silent", target]
            subprocess.run(command, cwd=clone, env=environment, stdout=subprocess.DEVNULL, check=True)  # noqa: S603

        subprocess.run(["git", "clone", "--quiet", "--local", PROJECT, clone], check=True)  # noqa: S603, S607
        with measured("loop"):
            add_numbers()
        began = time.monotonic()
        with measured("environment"):
            make(".venv/bin/python")
        with measured("packages"):
            make(".venv/.runtime-installed")
        serve_demo(clone / ".venv/bin/python", clone, port, environment, began=began)
        sys.stdout.write(f"{'together':<14}{time.monotonic() - began:>8.1f} s\n")
        with measured("loop again"):
            add_numbers()


if __name__ == "__main__":
    main()
