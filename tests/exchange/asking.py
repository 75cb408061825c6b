"""Asking the interface of a portal."""

from django.test import Client


def ask(portal, path, **headers):
    return Client(headers={"host": portal.host, **headers}).get(f"/api/v1/{path}")


def told(portal, path):
    response = ask(portal, path)
    assert response.status_code == 200, response.content
    return response.json()


def titles(portal, path="items/?kind=news"):
    return [item["title"] for item in told(portal, path)["items"]]
