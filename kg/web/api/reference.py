"""The OpenAPI document as a page shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from kg.web import messages
from kg.web.api.document import TAGS, operations

Schema = Mapping[str, Any]
_REF = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Field:
    """A member of an answer or a shape; `shape` names the one that it holds."""

    name: str
    type: str
    shape: str
    about: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as a form asks for it: `place` is path or query, `kind` text, number, choice or object."""

    name: str
    place: str
    kind: str
    required: bool
    about: str
    example: str
    default: str
    choices: tuple[str, ...]
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Operation:
    """A method on a path.  `body` is an example of one, `example` a URL that can be opened."""

    id: str
    method: str
    path: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    body: str
    example: str
    shape: str
    statuses: tuple[tuple[str, str], ...]

    @property
    def plain(self) -> bool:
        """Whether a form can ask it without a script."""
        return self.method == "GET" and "{" not in self.path


@dataclass(frozen=True, slots=True)
class Shape:
    """What an answer, or a part of one, looks like."""

    name: str
    about: str
    fields: tuple[Field, ...]


def by_tag(document: Schema, examples: Mapping[str, str]) -> list[tuple[str, list[Operation]]]:
    """The operations by tag, in the language that is spoken; `examples` are values for parameters."""
    found = [_operation(*item, document, examples) for item in operations(dict(document))]
    tagged = {item["operationId"]: item["tags"][0] for _, _, item in operations(dict(document))}
    return [(tag, [item for item in found if tagged[item.id] == tag]) for tag in TAGS]


def shapes(document: Schema) -> list[Shape]:
    """The shapes of all answers, by name."""
    return [_shape(name, schema) for name, schema in sorted(document["components"]["schemas"].items())]


def _operation(
    method: str, path: str, item: Schema, document: Schema, examples: Mapping[str, str]
) -> Operation:
    name = item["operationId"]
    parameters = tuple(_parameter(parameter, examples) for parameter in item.get("parameters", ()))
    answers = item["responses"]
    schema = answers["200"].get("content", {}).get("application/json", {}).get("schema", {})
    return Operation(
        id=name,
        method=method,
        path=path,
        title=messages.text(f"api.summary_{name}"),
        about=messages.text(f"api.about_{name}"),
        parameters=parameters,
        body=_body(item, document),
        example=_example(path, parameters) if method == "GET" else "",
        shape=_written(schema)[1],
        statuses=tuple((status, answer["description"]) for status, answer in answers.items()),
    )


def _parameter(item: Schema, examples: Mapping[str, str]) -> Parameter:
    schema = _present(item["schema"])
    choices = tuple(schema.get("items", schema).get("enum", ()))
    kind = (
        "choice" if choices else {"integer": "number", "object": "object"}.get(schema.get("type", ""), "text")
    )
    example = examples.get(item["name"]) or next(iter(schema.get("examples", ())), "")
    return Parameter(
        name=item["name"],
        place=item["in"],
        kind=kind,
        required=item.get("required", False),
        about=messages.text(f"api.parameter_{item['name']}"),
        example=example,
        default=str(schema.get("default", item["schema"].get("default", "")) or ""),
        choices=choices,
        least=schema.get("minimum"),
        most=schema.get("maximum"),
    )


def _present(schema: Schema) -> Schema:
    """What a schema says of a value that is not null."""
    others = [other for other in schema.get("anyOf", ()) if other.get("type") != "null"]
    return {**schema, **others[0]} if others else schema


def _example(path: str, parameters: tuple[Parameter, ...]) -> str:
    values = {item.name: item.example for item in parameters if item.example and item.required}
    for item in parameters:
        if item.place == "path":
            path = path.replace(f"{{{item.name}}}", quote(values.pop(item.name, ""), safe="/%~"))
    return f"{path}?{urlencode(values)}" if values else path


def _body(item: Schema, document: Schema) -> str:
    schema = item.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    if not schema:
        return ""
    known = document["components"]["schemas"][schema["$ref"].removeprefix(_REF)]
    return json.dumps(known["examples"][0], ensure_ascii=False, indent=2)


def _shape(name: str, schema: Schema) -> Shape:
    members = schema.get("properties", {})
    fields = tuple(
        _field(name, member, name in schema.get("required", ())) for name, member in members.items()
    )
    return Shape(name, schema.get("description", ""), fields)


def _field(name: str, schema: Schema, required: bool) -> Field:
    type, shape = _written(schema)
    return Field(name if required else f"{name}?", type, shape, schema.get("description", ""))


def _written(schema: Schema) -> tuple[str, str]:
    """A type in a few letters, and the shape that it names, if any."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(_REF)
        return name, name
    for key in ("anyOf", "oneOf"):
        if key in schema:
            parts = [_written(part) for part in schema[key]]
            return " | ".join(part for part, _ in parts), next((shape for _, shape in parts if shape), "")
    if schema.get("type") == "array":
        inner, shape = _written(schema.get("items", {}))
        return f"[{inner}]", shape
    if "enum" in schema or "const" in schema:
        return " | ".join(map(str, _options(schema))), ""
    if isinstance(schema.get("additionalProperties"), Mapping):
        return f"{{…: {_written(schema['additionalProperties'])[0]}}}", ""
    return str(schema.get("type", "any")), ""


def _options(schema: Schema) -> Iterator[object]:
    yield from schema.get("enum", ()) or (schema["const"],)
