"""From a path to a page, in as few queries as the tree allows."""

from __future__ import annotations

from wagtail.models import Page


def find_below(home: Page, components: list[str]) -> tuple[Page, list[str]] | None:
    """Find the deepest live page a path names below a home, and the components left over.

    Two queries: one for the whole chain (which also gives the breadcrumb, kept as `chain` on the page), one for the
    specific row. Returns None where the first component names nothing.
    """
    addresses = [home.url_path + "/".join(components[: depth + 1]) + "/" for depth in range(len(components))]
    rows = Page.objects.filter(slug__in=components, url_path__in=addresses, path__startswith=home.path)
    by_address = {row.url_path: row for row in rows}
    chain: list[Page] = []
    for address in addresses:
        row = by_address.get(address)
        if row is None:
            break
        chain.append(row)
    if not chain:
        return None
    page = chain[-1].specific
    page.chain = [home, *chain[:-1]]
    return page, components[len(chain) :]
