"""Lines of an access log, as tests write them."""

from datetime import date

DAY = date(2026, 11, 26)


def line(
    path="/", *, host="p1.city.example", at="26/Nov/2026:10:00:00 +0700", method="GET", status=200, reader="person"
):
    return f'203.0.113.9 {host} [{at}] "{method} {path} HTTP/2.0" {status} 512 0.003 "-" {reader}\n'.encode()


def hours(*but):
    """A line in each hour of the day, the one before and the one after, of a host that is no portal."""
    day = [f"26/Nov/2026:{hour:02}:30:00 +0700" for hour in range(24) if hour not in but]
    return [line(host="-", at=at) for at in [*day, "25/Nov/2026:23:30:00 +0700", "27/Nov/2026:00:30:00 +0700"]]
