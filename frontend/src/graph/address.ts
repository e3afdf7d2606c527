// What the address says of the view, so that a link shows the same.

export interface Address {
  hidden: string[];
  /** The chosen node, and the ends of the path. */
  node: string | null;
  path: string[];
  collapsed: string[];
  expanded: string[];
  at: { x: number; y: number; scale: number } | null;
}

const OWN = ["hide", "node", "path", "closed", "opened", "at"];

export function read(): Address {
  const said = new URLSearchParams(location.search);
  const [x, y, scale] = (said.get("at") ?? "").split(",").map(Number);
  const isPlace = [x, y, scale].every((part) => Number.isFinite(part)) && scale! > 0;
  return {
    hidden: said.getAll("hide"),
    node: said.get("node"),
    path: said.getAll("path"),
    collapsed: said.getAll("closed"),
    expanded: said.getAll("opened"),
    at: isPlace ? { x: x!, y: y!, scale: scale! } : null,
  };
}

/** Put it into the address, and into the link to the other language; what else the address says stays. */
export function write(address: Address): void {
  const said = new URLSearchParams(location.search);
  for (const name of OWN) said.delete(name);
  for (const type of address.hidden) said.append("hide", type);
  if (address.node !== null) said.set("node", address.node);
  for (const id of address.path) said.append("path", id);
  for (const id of address.collapsed) said.append("closed", id);
  for (const id of address.expanded) said.append("opened", id);
  if (address.at) {
    const { x, y, scale } = address.at;
    said.set("at", [x.toFixed(1), y.toFixed(1), scale.toPrecision(4)].join(","));
  }
  const query = said.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  const other = document.querySelector<HTMLAnchorElement>(".site-tools a[hreflang]");
  if (!other) return;
  said.set("lang", other.hreflang.slice(0, 2));
  other.search = said.toString();
}
