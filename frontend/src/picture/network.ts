// The graph behind a picture: columns as the server sends them, and who touches whom.

export interface NetworkData {
  nodes: {
    id: string[];
    label: string[];
    type: number[];
    x: number[];
    y: number[];
    size: number[];
    rank: number[];
  };
  edges: { from: number[]; to: number[]; predicate: number[] };
  types: string[];
  predicates: string[];
}

export interface Point {
  x: number;
  y: number;
}

/** Nodes and edges by number; y points downwards, sizes are radii in layout units. */
export class Network {
  readonly id: string[] = [];
  readonly label: string[] = [];
  readonly type: string[] = [];
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly size: number[] = [];
  readonly rank: number[] = [];
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly predicate: string[] = [];
  /** The edges of each node. */
  readonly touching: number[][] = [];
  /** The nodes, those to be seen first at the front. */
  order: number[] = [];
  readonly #numbers = new Map<string, number>();
  #known: Set<string> | null = null;

  constructor(data: NetworkData) {
    this.add(data);
  }

  /** Add what is new of other data, in the places that `at` says; the numbers of the new nodes. */
  add(data: NetworkData, at?: (place: number) => Point): number[] {
    if (this.id.length && !this.#known) this.#known = new Set(this.from.map((_, edge) => this.#key(edge)));
    const added: number[] = [];
    const numbers = data.nodes.id.map((id, place) => {
      const known = this.#numbers.get(id);
      if (known !== undefined) return known;
      const point = at?.(added.length) ?? { x: data.nodes.x[place]!, y: data.nodes.y[place]! };
      const number = this.#addNode(data, place, point);
      added.push(number);
      return number;
    });
    data.edges.from.forEach((from, place) => {
      const predicate = data.predicates[data.edges.predicate[place]!]!;
      this.#addEdge(numbers[from]!, numbers[data.edges.to[place]!]!, predicate);
    });
    this.#sort();
    return added;
  }

  numberOf(id: string): number | null {
    return this.#numbers.get(id) ?? null;
  }

  /** The nodes that an edge joins to this one, each once. */
  others(node: number): number[] {
    const found = new Set(this.touching[node]!.map((edge) => this.other(edge, node)));
    found.delete(node);
    return [...found];
  }

  /** The other end of an edge. */
  other(edge: number, node: number): number {
    return this.from[edge] === node ? this.to[edge]! : this.from[edge]!;
  }

  #addNode(data: NetworkData, place: number, point: Point): number {
    const number = this.id.length;
    this.id.push(data.nodes.id[place]!);
    this.label.push(data.nodes.label[place]!);
    this.type.push(data.types[data.nodes.type[place]!]!);
    this.x.push(point.x);
    this.y.push(point.y);
    this.size.push(data.nodes.size[place]!);
    this.rank.push(data.nodes.rank[place]!);
    this.touching.push([]);
    this.#numbers.set(data.nodes.id[place]!, number);
    return number;
  }

  #addEdge(from: number, to: number, predicate: string): void {
    const edge = this.from.length;
    if (this.#known) {
      const key = `${from} ${to} ${predicate}`;
      if (this.#known.has(key)) return;
      this.#known.add(key);
    }
    this.from.push(from);
    this.to.push(to);
    this.predicate.push(predicate);
    this.touching[from]!.push(edge);
    if (to !== from) this.touching[to]!.push(edge);
  }

  #key(edge: number): string {
    return `${this.from[edge]} ${this.to[edge]} ${this.predicate[edge]}`;
  }

  #sort(): void {
    const { rank, size, touching } = this;
    this.order = this.id.map((_, node) => node);
    this.order.sort(
      (a, b) =>
        rank[a]! - rank[b]! || size[b]! - size[a]! || touching[b]!.length - touching[a]!.length || a - b,
    );
  }
}
