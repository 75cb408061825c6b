"""What the browser keeps of typed text."""

from playwright.sync_api import Page

LOOKED_AGAIN = """() => Object.entries(localStorage)
    .some(([name, kept]) => name.startsWith("typed:") && Date.now() - JSON.parse(kept).at > 2500)"""
KEPT = """() => JSON.stringify({...localStorage})"""


def is_kept(page: Page) -> None:
    """All is kept, since the script looked again and found nothing new; and not a word of it can be read."""
    page.wait_for_function(LOOKED_AGAIN)
    assert "8.000" not in page.evaluate(KEPT)
