"""What the newest items of the demo look like side by side."""

from cityportal.demo.content import portal_contents

CARDS_OF_THE_CITY = 6


def test_cards_on_the_city_home_have_pictures_of_their_own():
    """As on a day when nothing of the demo is still to come: items of today count as of yesterday, later or not."""
    news = [
        row
        for content in portal_contents()
        if content.code != "thanhpho"
        for row in content.pages
        if row["type"] == "news" and row["state"] in {"live", "approved_update"}
    ]
    for ages in (lambda row: row["days_ago"], lambda row: max(row["days_ago"], 1)):
        newest = sorted(news, key=lambda row: (-ages(row), row["time"]), reverse=True)[:CARDS_OF_THE_CITY]
        shown = [row["image"] for row in newest if row.get("image")]
        assert sorted(set(shown)) == sorted(shown)
