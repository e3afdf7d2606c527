// What the package gives, which differs from what its own types say.
declare module "@neo4j-cypher/codemirror" {
  import type { EditorApi, EditorOptions } from "@neo4j-cypher/codemirror/src/codemirror.js";
  export function createCypherEditor(parent: Element, options: EditorOptions): { editor: EditorApi };
}
