"""The form of a new portal, as tests send it."""

from bs4 import BeautifulSoup


def sent_form(response):
    """What a browser would send of the form that is shown."""
    form = BeautifulSoup(response.content, "html.parser").find("main").find("form", method="post")
    values = {}
    for field in form.find_all(["input", "textarea", "select"]):
        if not field.get("name") or (field.get("type") in {"radio", "checkbox"} and not field.has_attr("checked")):
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True)
            values[field["name"]] = chosen["value"] if chosen else ""
        else:
            values[field["name"]] = field.get("value", "") if field.name == "input" else field.get_text().strip()
    return values
