"""The files of `neo4j-admin database import full`, which fills a database that is not there yet.

One file for each label and relationship type, whose first line has names and types; `import.sh`, the
command; and `finish.cypher`, to be run once the server is up: the constraints and indexes, and the lists that
CSV cannot tell from none, the empty ones.  What they make is what `kg load neo4j` makes of the same reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import BinaryIO, TypeVar

from pyoxigraph import Quad

from kg.exporting.cypher import script, write_statements
from kg.files import Write
from kg.propertygraph import (
    EVIDENCE,
    LABELS,
    PROPERTIES,
    STATED_IN,
    STATEMENT,
    TYPES,
    Property,
    PropertyNode,
    Relationship,
    Value,
    merged,
    property_graph,
)
from kg.rdf import read_reports

_TYPES = {"string": "string", "integer": "long", "float": "double"}
_Stated = TypeVar("_Stated", PropertyNode, Relationship)
_Cells = Mapping[str, Value]


def neo4j_files(quads: list[Quad]) -> dict[str, Write]:
    """The names of the files, and what writes each."""
    graphs = [property_graph(graph) for graph in read_reports(quads)]
    nodes, relationships = merged(graphs)
    rows: dict[str, list[_Cells]] = defaultdict(list)
    for node in nodes:
        rows[_node_file(node.label)].append({**node.properties, ":LABEL": node.label})
    for item in relationships:
        ends = {":START_ID": item.start, ":END_ID": item.end, ":TYPE": item.type}
        rows[_relationship_file(item.type)].append({**item.properties, **ends})
    delimiter = _delimiter(cells.values() for cells in chain.from_iterable(rows.values()))
    tables = {name: partial(_write, columns, rows[name], delimiter) for name, columns in _columns().items()}
    return {
        **tables,
        "finish.cypher": partial(
            write_statements,
            script(graphs, nodes, _unsaid(nodes), _unsaid(relationships)),
        ),
        "import.sh": partial(_write_lines, _command(delimiter)),
    }


def _node_file(label: str) -> str:
    return f"nodes-{label}.csv"


def _relationship_file(type_: str) -> str:
    return f"relationships-{type_}.csv"


def _unsaid(items: Iterable[_Stated]) -> list[_Stated]:
    """Those with a list that is an empty cell: of nothing, or of one empty text."""
    return [item for item in items if any(value in ([], [""]) for value in item.properties.values())]


def _columns() -> dict[str, dict[str, str]]:
    """File → its columns: the key in a row → what stands in the first line."""
    found = {}
    for label in LABELS:
        found[_node_file(label)] = {**_typed(PROPERTIES[label]), "id": "id:ID", ":LABEL": ":LABEL"}
    for type_ in TYPES:
        properties = STATEMENT if type_ == STATED_IN else EVIDENCE
        ends = {name: name for name in (":START_ID", ":END_ID", ":TYPE")}
        found[_relationship_file(type_)] = {**ends, **_typed(properties)}
    return found


def _typed(properties: Iterable[Property]) -> dict[str, str]:
    return {item.name: f"{item.name}:{_TYPES[item.type]}{'[]' * item.many}" for item in properties}


def _delimiter(rows: Iterable[Iterable[Value]]) -> str:
    """A character that no item of a list has: a separator of ASCII, else one for private use."""
    lists = (value for row in rows for value in row if isinstance(value, list))
    used = {char for items in lists for item in items if isinstance(item, str) for char in item}
    return next(char for char in map(chr, (31, 30, 29, 28, *range(0xE000, 0xF900))) if char not in used)


def _write(columns: Mapping[str, str], rows: Sequence[_Cells], delimiter: str, stream: BinaryIO) -> None:
    stream.write(",".join(columns.values()).encode() + b"\n")
    for row in rows:
        cells = (_cell(row.get(name), delimiter) for name in columns)
        stream.write(",".join(cells).encode() + b"\n")


def _cell(value: Value | None, delimiter: str) -> str:
    """A value as CSV; what is not there is an empty cell, an empty text or list a quoted one."""
    if value is None:
        return ""
    text = delimiter.join(map(str, value)) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"'


def _write_lines(lines: Iterable[str], stream: BinaryIO) -> None:
    stream.write("".join(f"{line}\n" for line in lines).encode())


def _command(delimiter: str) -> list[str]:
    return [
        "#!/bin/sh",
        "# sh import.sh neo4j [--overwrite-destination]",
        "# 停止 Neo4j 后运行;数据库已有内容时才需要 --overwrite-destination,原有内容会丢失。",
        "# 启动 Neo4j 后再运行:cypher-shell -f finish.cypher",
        "# Run it while Neo4j is stopped; --overwrite-destination drops what the database holds.",
        "# Then start Neo4j and run: cypher-shell -f finish.cypher",
        'cd "$(dirname "$0")" && exec neo4j-admin database import full "$@" \\',
        f"    --multiline-fields=true --array-delimiter=U+{ord(delimiter):04X} \\",
        *_options(),
    ]


def _options() -> Iterator[str]:
    nodes = [f"--nodes={_node_file(label)}" for label in LABELS]
    relationships = [f"--relationships={_relationship_file(type_)}" for type_ in TYPES]
    *most, last = nodes + relationships
    yield from (f"    {option} \\" for option in most)
    yield f"    {last}"
