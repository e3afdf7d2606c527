"""`kg check`: whether the stored graph keeps its rules."""

from __future__ import annotations

from kg.cli import options
from kg.language import choose

MOST_SHOWN = 50


def command(store: options.Store = None) -> None:
    """Check the stored graph: shapes (SHACL), quotes, dangling edges, nodes that nothing leads to."""
    from kg.asking.nodes import check
    from kg.errors import CheckFailed
    from kg.stores.folder import StoreFolder, store_path

    checked, found = check(StoreFolder(store_path(store)))
    for problem in found[:MOST_SHOWN]:
        print(problem)
    if len(found) > MOST_SHOWN:
        print(f"… {len(found) - MOST_SHOWN}")
    if found:
        raise CheckFailed(count=len(found), first=str(found[0]))
    print(choose(f"已检查 {checked} 个节点,没有问题", f"{checked} nodes checked, no problem"))
