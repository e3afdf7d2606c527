// The nodes whose pages were opened last in this browser, the latest first.

/** A node as its page names it. */
export interface Opened {
  id: string;
  label: string;
  type: string;
  number: number | null;
}

const KEY = "kg-recent";
const MOST = 12;

/** What was opened last; nothing where the browser keeps nothing. */
export function recent(): Opened[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isOpened) : [];
  } catch {
    return [];
  }
}

/** Puts a node before all that were opened earlier. */
export function remember(node: Opened): void {
  const kept = [node, ...recent().filter((other) => other.id !== node.id)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // a browser that keeps nothing shows nothing as recent
  }
}

function isOpened(value: unknown): value is Opened {
  const { id, label, type, number = null } = (value ?? {}) as Partial<Opened>;
  const named = typeof id === "string" && typeof label === "string" && typeof type === "string";
  return named && /^\w+$/.test(type) && (number === null || typeof number === "number");
}
