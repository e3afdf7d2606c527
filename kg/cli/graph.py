"""`kg graph`: the graph as an interactive page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli import options
from kg.language import choose, printable


def command(
    store: options.Store = None,
    focus: Annotated[
        str | None, typer.Option(help=choose("只画此名词周围", "Draw only what is around this term."))
    ] = None,
    depth: Annotated[
        int, typer.Option(help=choose("周围几步", "How many edges around it."), min=0, max=20)
    ] = 2,
    output: Annotated[
        Path, typer.Option("--output", "-o", help=choose("写入的文件", "The file to write."))
    ] = Path("graph.html"),
) -> None:
    """Write the graph as one HTML file that opens with no network."""
    from kg.asking.nodes import read_focused, read_graph
    from kg.errors import BadValue
    from kg.pictures import write_page
    from kg.stores.folder import StoreFolder, store_path

    folder = StoreFolder(store_path(store))
    graph, iri = read_focused(folder, focus) if focus else (read_graph(folder), None)
    if str(output) == "-":
        raise BadValue(option="--output", value="-", wanted=choose("一个文件", "a file"))
    page = write_page(graph, output, focus=iri, depth=depth)
    about = f"{graph.nodes[iri].label}, " if iri else ""
    zh = f"{output}:{about}{page.nodes} 个节点,{page.edges} 条关系"
    print(printable(choose(zh, f"{output}: {about}{page.nodes} nodes, {page.edges} edges")))
