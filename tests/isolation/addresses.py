"""Every address of the admin, with what fills its arguments."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from tests.isolation.world import Side


@dataclass(frozen=True)
class Address:
    """A pattern below /admin/: the name of its view and the names of its arguments."""

    name: str
    arguments: tuple[str, ...]

    def fill(self, side: Side) -> str:
        """The address with the things of one portal.

        Raises:
            KeyError: the world has nothing for an argument: give it something.
        """
        filled = {
            name: side.values[self.name, name] if (self.name, name) in side.values else side.values[name]
            for name in self.arguments
        }
        asked = {name[1:]: value for (view, name), value in side.pairs() if view == self.name and name[0] == "?"}
        return reverse(self.name, kwargs=filled) + (f"?{urlencode(asked)}" if asked else "")


def admin_addresses() -> list[Address]:
    """All named addresses of the admin, each name and set of arguments once."""
    found = {
        Address(name, tuple(sorted(arguments)))
        for route, name, arguments in _walk(get_resolver(), "", "", frozenset())
        if route.startswith("admin/") and name
    }
    return sorted(found, key=lambda address: (address.name, address.arguments))


def public_addresses() -> list[Address]:
    """All named addresses that are not below /admin/."""
    return [
        Address(name, tuple(sorted(arguments)))
        for route, name, arguments in _walk(get_resolver(), "", "", frozenset())
        if name and not route.startswith("admin/")
    ]


def unnamed_addresses() -> list[str]:
    """Patterns of the admin without a name, which no rule could speak of."""
    return [
        route
        for route, name, _ in _walk(get_resolver(), "", "", frozenset())
        if route.startswith("admin/") and not name
    ]


def _walk(
    resolver: URLResolver, prefix: str, namespace: str, above: frozenset[str]
) -> Iterator[tuple[str, str, frozenset[str]]]:
    for entry in resolver.url_patterns:
        arguments = above | set(entry.pattern.converters) | set(entry.pattern.regex.groupindex)
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, f"{namespace}:{entry.name}".lstrip(":") if entry.name else "", arguments
        else:
            yield from _walk(entry, route, ":".join(filter(None, [namespace, entry.namespace])), arguments)
