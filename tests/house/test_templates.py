"""Public pages ask nobody else for anything, and carry no style or script of their own."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = sorted(
    path
    for folder in (PROJECT, *(parent for parent in PROJECT.iterdir() if (parent / "apps.py").exists()))
    for path in (folder / "templates").rglob("*")
    if path.suffix in {".html", ".svg", ".xml", ".txt"}
)
STYLES_AND_SCRIPTS = sorted(
    path for path in (PROJECT / "cityportal" / "static").rglob("*") if path.suffix in {".css", ".js", ".svg"}
)

COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    # JSON-LD is data, which browsers do not run.
    "a script in the page": re.compile(
        r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE
    ),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "an address of javascript:": re.compile(r"javascript:", re.IGNORECASE),
}
# An address that the browser loads by itself. Links a person follows (a href) go where they like.
LOADED = re.compile(
    r"<(?:script|img|source|iframe|video|audio|embed|object|track)\b[^>]*\s(?:src|srcset|data|poster)\s*=\s*[\"']\s*(?:https?:)?//"
    r"|<link\b(?=[^>]*rel=[\"'][^\"']*(?:stylesheet|icon|preload|preconnect|dns-prefetch|manifest))[^>]*href\s*=\s*[\"']\s*(?:https?:)?//",
    re.IGNORECASE,
)
# Names of vocabularies are not addresses that anything loads.
VOCABULARY = re.compile(r"https?://(?:www\.)?w3\.org/")
LOADED_BY_STYLE_OR_SCRIPT = re.compile(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
CSS_OR_JS_COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)


def name(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def test_there_are_templates_to_look_at():
    assert TEMPLATES
    assert STYLES_AND_SCRIPTS


@pytest.mark.parametrize("what", INLINE)
def test_no_template_has(what):
    assert [name(path) for path in TEMPLATES if INLINE[what].search(COMMENT.sub("", path.read_text()))] == []


def test_no_template_loads_anything_from_elsewhere():
    assert [name(path) for path in TEMPLATES if LOADED.search(COMMENT.sub("", path.read_text()))] == []


def test_no_style_or_script_loads_anything_from_elsewhere():
    wrong = {
        name(path): found
        for path in STYLES_AND_SCRIPTS
        if (found := LOADED_BY_STYLE_OR_SCRIPT.findall(VOCABULARY.sub("", CSS_OR_JS_COMMENT.sub("", path.read_text()))))
    }
    assert wrong == {}


def test_translated_blocks_are_trimmed():
    """A line break in a message is a trap for whoever translates it."""
    untrimmed = re.compile(r"\{%\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)")
    assert [name(path) for path in TEMPLATES if path.suffix != ".txt" and untrimmed.search(path.read_text())] == []
