"""The interface as an OpenAPI document (3.1), written from the lines that write its answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from exchange.interface.columns import Column, ValueType
from exchange.interface.endpoints import ALL, OPENAPI, VERSION, Endpoint
from exchange.interface.item_columns import FACTS
from sites.directory import PortalRecord

Schema = dict[str, Any]
TEXT: Final[Schema] = {"type": "string"}
# An empty text is an address that refers to where one is.
ADDRESS: Final[Schema] = {"type": "string", "format": "uri-reference"}
_SCHEMAS: Final[dict[ValueType, Schema]] = {
    ValueType.TEXT: TEXT,
    ValueType.CODE: TEXT,
    ValueType.NUMBER: {"type": "integer"},
    ValueType.DAY: {"type": "string", "format": "date"},
    ValueType.MOMENT: {"type": "string", "format": "date-time"},
    ValueType.TIME: {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}$"},
    ValueType.YES_NO: {"type": "boolean"},
    ValueType.ADDRESS: ADDRESS,
    ValueType.OBJECT: {"type": "object"},
    ValueType.CODES: {"type": "array", "items": TEXT},
    ValueType.TEXTS: {"type": "array", "items": TEXT},
    ValueType.OBJECTS: {"type": "array", "items": {"type": "object"}},
}
_NEVER_NULL: Final = {ValueType.TEXT, ValueType.CODE, ValueType.CODES, ValueType.TEXTS, ValueType.OBJECTS}
_KEY: Final[Schema] = {"type": "string", "pattern": "^[0-9]{1,18}$"}
_ERROR: Final[Schema] = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {"code": TEXT, "message": TEXT, "parameter": TEXT},
            "required": ["code", "message"],
        }
    },
    "required": ["error"],
}


def openapi(portal: PortalRecord) -> dict[str, Any]:
    """The document for the host of a portal, in the active language."""
    schemas = {_name(endpoint): _object(endpoint.columns) for endpoint in ALL}
    schemas |= {f"facts-{code}": _object(columns) for code, columns in FACTS.items()}
    schemas["facts"] = {"anyOf": [_reference(f"facts-{code}") for code in FACTS]}
    schemas |= {"error": _ERROR, _name(OPENAPI): {"type": "object"}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{_('Data for other systems')}: {portal.name}",
            "version": VERSION,
            "description": _("Columns are added in a version, never taken away or given another meaning."),
        },
        "externalDocs": {"url": portal.root_url + reverse("data_interface")},
        "servers": [{"url": portal.root_url}],
        "paths": {reverse("api") + endpoint.path.replace("<id>", "{id}"): _operations(endpoint) for endpoint in ALL},
        "components": {"schemas": schemas},
    }


def _name(endpoint: Endpoint) -> str:
    return endpoint.name.removeprefix("api_")


def _reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _operations(endpoint: Endpoint) -> dict[str, Any]:
    """GET, and HEAD, which answers the same without a body."""
    parameters: list[dict[str, Any]] = [
        {"name": one.name, "in": "query", "description": capfirst(str(one.label)), "schema": dict(one.schema)}
        for one in endpoint.parameters
    ]
    refused = {"400": _("What is asked is not understood.")}
    if "<id>" in endpoint.path:
        parameters.append({"name": "id", "in": "path", "required": True, "schema": _KEY})
        refused["404"] = _("No public item has this number here.")
    said = {"summary": capfirst(str(endpoint.label)), "parameters": parameters}
    answers = {"200": _response(_("The answer."), _answer(endpoint))}
    answers |= {code: _response(words, _reference("error")) for code, words in refused.items()}
    bare = {code: {"description": answer["description"]} for code, answer in answers.items()}
    same = {"304": {"description": _("The same as before (ETag).")}}
    return {
        "get": said | {"operationId": _name(endpoint), "responses": answers | same},
        "head": said | {"operationId": f"{_name(endpoint)}-head", "responses": bare | same},
    }


def _response(words: str, schema: Schema) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _answer(endpoint: Endpoint) -> Schema:
    own = _reference(_name(endpoint))
    if not endpoint.entries:
        return own
    beside = _object(endpoint.beside)
    beside["properties"] = {endpoint.entries: {"type": "array", "items": own}} | beside["properties"]
    return beside | {"required": list(beside["properties"])}


def _object(columns: Iterable[Column]) -> Schema:
    properties = {column.name: _schema(column) for column in columns}
    return {"type": "object", "properties": properties, "required": list(properties)}


def _schema(column: Column) -> Schema:
    """What may stand in a column: null or an empty text where it may be empty."""
    schema = dict(_SCHEMAS[column.type])
    if column.shape:
        schema = _reference(column.shape)
    elif column.parts:
        parts = _object(column.parts)
        schema = parts if column.type == ValueType.OBJECT else {"type": "array", "items": parts}
    if column.choices:
        schema["enum"] = [*(code for code, _label in column.choices), *([""] if column.may_be_empty else [])]
    if column.may_be_empty and column.type not in _NEVER_NULL:
        schema = {"anyOf": [schema, {"type": "null"}]}
    words = ". ".join(str(part).rstrip(".") for part in (column.label, column.help) if part)
    return schema | {"description": capfirst(words)}
