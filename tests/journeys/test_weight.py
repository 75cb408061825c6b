"""What a browser fetches for a page: requests, bytes as a web server compresses them, and how much moves meanwhile."""

import gzip

import pytest
from playwright.sync_api import Error, Page, Response

from tests.exhaustive_state import SHOWN
from tests.factories import make_article
from tests.journeys.browser import NARROW, VIEWPORTS

# Of a first view: pictures that stand in it included, those below it are fetched on the way. How far below is each
# browser's own choice, so they are not counted.
MOST = {"requests": 15, "bytes": 45_000, "fonts": 70_000, "shift": 0.02}
# Of a second page of the same type.
MOST_AGAIN = {"requests": 2, "bytes": 10_000}
TEXTS = ("document", "stylesheet", "script")
KEPT = """url => fetch(url, {cache: "force-cache"})
    .then(kept => kept.arrayBuffer()).then(kept => [...new Uint8Array(kept)])"""
BELOW = """() => [...document.images]
    .filter(one => one.loading === "lazy" && one.getBoundingClientRect().top >= innerHeight)
    .map(one => one.currentSrc)"""
SHIFT = """() => new Promise(resolve => {
    let sum = 0
    new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value })
        .observe({type: "layout-shift", buffered: true})
    requestAnimationFrame(() => setTimeout(() => resolve(sum), 50))
})"""

pytestmark = [pytest.mark.when_changed(*SHOWN, "tests/journeys/*"), pytest.mark.timeout(900)]


def fetched(page: Page, address: str) -> list[Response]:
    """What a page asks for until nothing more comes, whether the browser had it or not, without pictures below."""
    responses: list[Response] = []

    def note(response: Response) -> None:
        responses.append(response)

    page.on("response", note)
    page.goto(address, wait_until="networkidle")
    page.remove_listener("response", note)
    below = set(page.evaluate(BELOW))
    return [one for one in responses if one.url not in below]


def was_kept(response: Response) -> bool:
    return response.request.timing["requestStart"] < 0


def weight(responses: list[Response]) -> dict[str, int]:
    """Requests, bytes of texts compressed, bytes of fonts."""
    texts = [one for one in responses if one.request.resource_type in TEXTS]
    fonts = [one for one in responses if one.request.resource_type == "font"]
    return {
        "requests": len(responses),
        "bytes": sum(len(gzip.compress(body_of(one))) for one in texts),
        "fonts": sum(len(body_of(one)) for one in fonts),
    }


def body_of(response: Response) -> bytes:
    """What was answered; of what the browser kept from an earlier page, what it has."""
    try:
        return response.body()
    except Error:
        return bytes(response.frame.evaluate(KEPT, response.url))


def heavier(said: dict[str, float], most: dict[str, float]) -> list[str]:
    return [what for what, limit in most.items() if said[what] > limit]


def test_first_view_of_each_type_is_light_and_nothing_in_it_jumps(world, new_page):
    page = new_page(viewport={"width": NARROW, "height": VIEWPORTS[NARROW]})
    found = {}
    for name, address in world.looks.items():
        page.goto("about:blank")
        responses = fetched(page, address)
        said = weight(responses) | {"shift": round(page.evaluate(SHIFT), 3)}
        print(name, said)  # noqa: T201 -- shown where it fails, and asked for by hand
        if heavier(said, MOST):
            found[name] = (said, [one.url for one in responses])
    assert found == {}


def test_second_page_of_a_type_asks_for_little_more_than_itself(ward, web, page):
    first, second = (make_article(ward, title, reviewed=True) for title in ("Lịch cắt điện", "Lịch cắt nước"))
    fetched(page, first.full_url)
    again = [one for one in fetched(page, second.full_url) if not was_kept(one)]
    assert heavier(weight(again), MOST_AGAIN) == [], [one.url for one in again]
