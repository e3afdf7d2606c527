"""Builds the store folder named on the command line again and again, until it is killed.

Version N holds SIZE[N % 2] quads that all say N, and so do the property graph and the manifest.
`once` builds one version.
"""

import sys
from itertools import count
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg.propertygraph import PropertyGraph, PropertyNode
from kg.stores.folder import StoreFolder
from kg.stores.manifest import ReportRecord
from tests.graphs import fill

SIZE = (1000, 3000)
GRAPH = NamedNode("urn:graph")


def build(path: Path, version: int) -> None:
    with StoreFolder(path).build() as draft:
        draft.facts.remove_graph(GRAPH)
        draft.facts.bulk_extend(
            Quad(NamedNode(f"urn:{index}"), NamedNode("urn:version"), Literal(version), GRAPH)
            for index in range(SIZE[version % 2])
        )
        draft.names_path.write_text(str(version))
        report = PropertyNode("Report", {"id": "urn:report", "name": str(version)})
        fill(draft.cypher_path, PropertyGraph("urn:report", (report,), ()))
        draft.reports["urn:report"] = ReportRecord("urn:report", str(version), "", "")


if __name__ == "__main__":
    folder, first = Path(sys.argv[1]), int(sys.argv[2])
    print("ready", flush=True)
    for number in count(first):
        build(folder, number)
        print(number, flush=True)
        if "once" in sys.argv:
            break
