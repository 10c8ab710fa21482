import type { BinaryNode } from '../stanza/node.js';

export interface UnknownQuery {
  /** Tag, namespace, type and child, as `iq w:mex get query`. */
  name: string;
  count: number;
  example: BinaryNode;
}

/** The queries of clients that the sandbox does not know. Suites expect that there are none. */
export class UnknownQueries {
  private readonly byName = new Map<string, UnknownQuery>();

  add(stanza: BinaryNode): void {
    const child = Array.isArray(stanza.content) ? stanza.content[0]?.tag : undefined;
    const name = [stanza.tag, stanza.attrs.xmlns, stanza.attrs.type, child]
      .filter((part) => part !== undefined)
      .join(' ');
    const known = this.byName.get(name);
    if (known) known.count++;
    else this.byName.set(name, { name, count: 1, example: stanza });
  }

  clear(): void {
    this.byName.clear();
  }

  list(): UnknownQuery[] {
    return [...this.byName.values()];
  }
}
