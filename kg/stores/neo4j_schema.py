"""The constraints and indexes that the property graph has in Neo4j."""

from __future__ import annotations

from collections.abc import Iterator

from kg.propertygraph import LABELS

FULL_TEXT_INDEX = "kg_names"
"""The name of the full-text index over names, aliases and definitions of all nodes."""
INDEX_WAIT = 300
"""How long to wait for the indexes, in seconds."""


def schema_statements() -> Iterator[str]:
    """The constraints and indexes: one node for an IRI, nodes by name, and names in Chinese as full text."""
    for label in LABELS:
        yield (
            f"CREATE CONSTRAINT kg_{label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        )
        yield f"CREATE INDEX kg_{label.lower()}_name IF NOT EXISTS FOR (n:{label}) ON (n.name)"
    yield (
        f"CREATE FULLTEXT INDEX {FULL_TEXT_INDEX} IF NOT EXISTS FOR (n:{'|'.join(LABELS)}) "
        "ON EACH [n.name, n.aliases, n.definition] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )
