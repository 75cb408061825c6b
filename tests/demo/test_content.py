"""The files of the demo name nobody who exists. What else they say is not tested; `test_command` loads all of them."""

import re
from collections import Counter

from cityportal.demo.content import portal_contents, texts


def found(pattern: str, written: list[str]) -> set[str]:
    return {one for text in written for one in re.findall(pattern, text)}


def test_people_and_mailboxes_are_invented():
    written = [text for content in portal_contents() for text in texts([content.pages, content.home, content.contacts])]
    mailboxes, hosts = found(r"[\w.+-]+@[\w.-]+\w", written), found(r"https?://([\w.-]+\w)", written)
    assert [name for name in sorted(mailboxes | hosts) if not name.endswith(".example")] == []
    numbers = found(r"\(028\) \d{4} \d{4}", written)
    assert [number for number in sorted(numbers) if not re.match(r"\(028\) (3000 |3822 0000)", number)] == []
    assert min(map(len, (mailboxes, hosts, numbers))) > 0


def test_no_picture_stands_twice_in_a_list_of_public_pages():
    shown = Counter(
        (content.code, row["section"], row["image"])
        for content in portal_contents()
        for row in content.pages
        if row.get("image") and row.get("section") and row["state"] == "live"
    )
    assert len(shown) > 50
    assert [place for place, times in shown.items() if times > 1] == []
