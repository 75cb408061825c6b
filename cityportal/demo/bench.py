"""What `make demo` takes from a fresh clone, part by part, beside a plain loop. Needs nothing but Python.

The clone, its environment and its data lie in a folder that is deleted afterwards; the cache of pip is used as it is.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
NUMBERS = 10_000_000
# Lines of the command by which a part is over; an empty one comes when all is loaded.
PART_BY_LINE = {2: "migrations", 3: "content"}
# Seconds until the first page must be there once the first portal is loaded.
PATIENCE = 300
# What the shell of whoever measures must not change.
LEFT_OUT = frozenset({"DATABASE_URL", "MAKEFLAGS", "PYTHONDONTWRITEBYTECODE"})


class Clock:
    """Prints what each part takes, in seconds of wall time."""

    def __init__(self) -> None:
        self.began = self._part_began = time.monotonic()

    def part(self, name: str, *, since: float | None = None) -> None:
        """Print the seconds since the part before, or since a moment."""
        now = time.monotonic()
        sys.stdout.write(f"{name:<14}{now - (self._part_began if since is None else since):>8.1f} s\n")
        sys.stdout.flush()
        self._part_began = now


def serve_demo(python: Path, clone: Path, environment: dict[str, str], clock: Clock) -> None:
    """Load the demo, and open its first page as soon as the command says that there is one."""
    port = environment.get("PORT", "8199")
    command = [str(python), "manage.py", "demo", "--port", port, *sys.argv[1:]]
    server = subprocess.Popen(command, cwd=clone, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        for number, line in enumerate(server.stdout or (), start=1):
            if number in PART_BY_LINE:
                clock.part(PART_BY_LINE[number])
            if number == max(PART_BY_LINE):
                open_first_page(port)
                clock.part("first page")
                clock.part("until then", since=clock.began)
            elif not line.strip():
                clock.part("others")
                return
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
    environment = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        environment["VAR_DIR"] = str(clone / "var")
        subprocess.run(["git", "clone", "--quiet", "--local", PROJECT, clone], check=True)  # noqa: S603, S607
        loop, total = Clock(), 0
        for number in range(NUMBERS):
            total += number
        loop.part("loop")
        clock = Clock()
        for part, target in (("environment", ".venv/bin/python"), ("packages", ".venv/.runtime-installed")):
            command = ["make", "--silent", target]
            subprocess.run(command, cwd=clone, env=environment, stdout=subprocess.DEVNULL, check=True)  # noqa: S603
            clock.part(part)
        serve_demo(clone / ".venv/bin/python", clone, environment, clock)


if __name__ == "__main__":
    main()
