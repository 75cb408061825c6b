"""`{% load components %}`: the components of the public pages, which stand in `home/components/` by subject.

Each names its inputs by keyword, and Django refuses any other. Template, style sheet and class share the component's
name: `notice`, `components/notice.html`, `notice.css`, `.notice`.
"""

from django import template

from home.components import assets, body, boxes, charts, chrome, lists, pictures

register = template.Library()

for library in (
    assets.register,
    body.register,
    boxes.register,
    charts.register,
    chrome.register,
    lists.register,
    pictures.register,
):
    register.tags.update(library.tags)
