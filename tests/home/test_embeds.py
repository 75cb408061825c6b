"""Which addresses can be played on a page, from whom they load, and what the policy of the page says then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.editing.embeds import Player, hosts_of, player_for, policy_with

ALLOWED = hosts_of(
    [
        "https://www.youtube.com/@thanhpho",
        "https://www.facebook.com/thanhpho",
        "https://kenh.example/",
        "http://a.example",
    ]
)
KEY = "dQw4w9WgXcQ"
YOUTUBE = Player("frame", f"https://www.youtube-nocookie.com/embed/{KEY}", "www.youtube-nocookie.com")


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.youtube.com/watch?v={KEY}&t=5",
        f"https://youtube.com/live/{KEY}?feature=share",
        f"https://m.youtube.com/watch?v={KEY}",
        f"https://youtu.be/{KEY}",
        f"https://www.youtube.com/embed/{KEY}",
    ],
)
def test_video_of_youtube_is_framed_where_it_sets_no_cookies(url):
    assert player_for(url, allowed=ALLOWED) == YOUTUBE


def test_video_of_facebook_is_framed_by_its_plugin():
    assert player_for("https://www.facebook.com/thanhpho/videos/1?a=b&c", allowed=ALLOWED).source == (
        "https://www.facebook.com/plugins/video.php?href="
        "https%3A%2F%2Fwww.facebook.com%2Fthanhpho%2Fvideos%2F1%3Fa%3Db%26c"
    )


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://kenh.example/truc-tiep", "frame"),
        ("https://www.kenh.example/truc-tiep", "frame"),
        ("https://kenh.example/phat/live.m3u8?ma=1", "media"),
        ("https://kenh.example/PHIEN-HOP.MP4", "media"),
    ],
)
def test_host_of_a_channel_is_shown_as_it_is_and_files_are_played(url, kind):
    player = player_for(url, allowed=ALLOWED)
    assert (player.kind, player.source) == (kind, url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://khac.example/a",
        "https://a.example/live.mp4",
        "http://kenh.example/a",
        "https://kenh.example:8443/a",
        "https://ai@kenh.example/a",
        "https://kenh.example.ke-xau.example/a",
        "https://kenh.example;script-src/a",
        "https://[::1]/a",
        "javascript:alert(1)",
        "https://www.youtube.com/@thanhpho",
        f"https://www.youtube.com/watch?v={KEY}%22x",
        "https://youtu.be/",
    ],
)
def test_other_addresses_are_links_only(url):
    assert player_for(url, allowed=ALLOWED) is None


@given(st.text())
def test_no_text_breaks_it_or_gets_into_a_policy(text):
    for url in (text, f"https://{text}", f"https://kenh.example/{text}"):
        player = player_for(url, allowed={*ALLOWED, text})
        if player is not None:
            assert not set(player.origin) & set("; ,'\"\n\r")


def test_policy_is_longer_by_exactly_the_hosts_that_are_needed():
    media = Player("media", "https://kenh.example/a.mp4", "kenh.example")
    assert policy_with("default-src 'self'", []) == "default-src 'self'"
    assert policy_with("default-src 'self'", [YOUTUBE, YOUTUBE, media]) == (
        "default-src 'self'; frame-src 'self' https://www.youtube-nocookie.com; media-src 'self' https://kenh.example"
    )
