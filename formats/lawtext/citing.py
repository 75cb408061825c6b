"""How parts of a legal document are cited, and how they are set on a page. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from formats.lawtext.parts import Level, Part

# A heading that ends so is a sentence: the article has no other text.
_SENTENCE_ENDS = (".", ":", ";")


def citations(parts: Sequence[Part]) -> dict[str, str]:
    """How each part is cited from outside, by its anchor: "điểm đ khoản 1 Điều 12"; the text before the first part has
    an empty one.

    Articles of a body beside the main one name it: "Điều 1 Phụ lục I"; of the document that issues another, "Điều 1
    (văn bản ban hành)".
    """
    found: dict[str, str] = {}
    above: dict[Level, Part] = {}
    body = ""
    for part in parts:
        above = {level: one for level, one in above.items() if level < part.level} | {part.level: part}
        if part.level == Level.BODY:
            body = " ".join(filter(None, (part.heading.capitalize(), part.number)))
            found[part.anchor] = body
        elif part.level < Level.ARTICLE:
            found[part.anchor] = part.label
        else:
            steps = [one.label for level, one in above.items() if level >= Level.ARTICLE]
            is_beside = not part.anchor.startswith("dieu")
            found[part.anchor] = " ".join([*reversed(steps), *([body or "(văn bản ban hành)"] if is_beside else [])])
    return found


def title_and_lines(part: Part) -> tuple[str, list[str]]:
    """Split a part into its title and the lines below: clauses, points and text have no title.

    An article whose heading is a sentence has its number alone as title.
    """
    lines = [line for line in (" ".join(raw.split()) for raw in part.text.splitlines()) if line]
    if part.level in {Level.CLAUSE, Level.POINT} or not lines or (part.level == Level.BODY and not part.heading):
        return "", lines
    said = lines.pop(0)
    while lines and part.heading and not said.endswith(part.heading):
        said = f"{said} {lines.pop(0)}"
    if part.level == Level.BODY:
        return said, lines
    if part.heading.endswith(_SENTENCE_ENDS):
        return part.label, [part.heading, *lines]
    return f"{part.label}. {part.heading}" if part.heading else part.label, lines
