"""Which messages a source holds, found without gettext: Python by its syntax tree, templates by Django's lexer."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize


class Message(NamedTuple):
    """What a translator sees: a text, its plural (or None), and the context that tells two meanings apart (or None)."""

    text: str
    plural: str | None = None
    context: str | None = None


# Positions of context, text and plural among the arguments.
SHAPES = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "pgettext": (0, 1, None),
    "ngettext": (None, 0, 1),
    "npgettext": (0, 1, 2),
}
FUNCTIONS = SHAPES | {f"{name}_{kind}": shape for name, shape in SHAPES.items() for kind in ("lazy", "noop")}
# In what `templatize` returns, everything but these calls is blanked out.
TEMPLATE_CALL = re.compile(r"\b(_|n?p?gettext)\(")
TRANSLATING = re.compile(r"\{%|\{\{.*_\(")


def messages_in_python(source: str) -> Iterator[Message]:
    """Yield the messages of a module. Functions imported under another name are known by their real one."""
    tree = ast.parse(source)
    names = {name: name for name in FUNCTIONS}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {alias.asname: alias.name for alias in node.names if alias.asname and alias.name in FUNCTIONS}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if called in names and (message := message_of(node, FUNCTIONS[names[called]])):
                yield message


def message_of(call: ast.Call, shape: tuple[int | None, int, int | None]) -> Message | None:
    """The message of a call; None if a part is not written out, so that nobody could translate it."""
    parts = []
    for position in shape:
        if position is None:
            parts.append(None)
            continue
        argument = call.args[position] if position < len(call.args) else None
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            return None
        parts.append(argument.value)
    context, text, plural = parts
    return Message(text, plural, context) if text else None


def messages_in_template(source: str, origin: str = "") -> Iterator[Message]:
    if not TRANSLATING.search(source):
        return
    calls = templatize(source, origin=origin)
    for start in TEMPLATE_CALL.finditer(calls):
        # The arguments are Python literals; the call ends where the text parses as one.
        for end in re.finditer(r"\)", calls[start.end() :]):
            try:
                call = ast.parse(calls[start.start() : start.end() + end.end()], mode="eval").body
            except SyntaxError:
                continue
            if isinstance(call, ast.Call) and (message := message_of(call, SHAPES[start[1]])):
                yield message
            break


def messages_in(files: Iterable[Path]) -> dict[Message, Path]:
    """The messages of Python modules and templates, each with the first file that has it."""
    found: dict[Message, Path] = {}
    for path in files:
        source = path.read_text(encoding="utf-8")
        extract = messages_in_python if path.suffix == ".py" else messages_in_template
        for message in extract(source):
            found.setdefault(message, path)
    return found
