import { type BinaryNode, node, SERVER_JID } from './node.js';

/** The successful answer to a query: it comes from the addressee of the query and has its id. */
export const result = (query: BinaryNode, ...children: (BinaryNode | undefined)[]): BinaryNode => {
  const content = children.filter((child) => child !== undefined);
  return node(
    'iq',
    { id: query.attrs.id, type: 'result', from: query.attrs.to ?? SERVER_JID },
    content.length > 0 ? content : undefined,
  );
};

/** The refusal of a query: Baileys throws its code and text to the caller. */
export const refusal = (query: BinaryNode, code: number, text: string): BinaryNode =>
  node('iq', { id: query.attrs.id, type: 'error', from: query.attrs.to ?? SERVER_JID }, [
    node('error', { code, text }),
  ]);

export const ack = (
  stanza: BinaryNode,
  attributes: Record<string, string | number | undefined> = {},
): BinaryNode =>
  node('ack', {
    class: stanza.tag,
    id: stanza.attrs.id,
    from: stanza.attrs.to,
    type: stanza.attrs.type,
    participant: stanza.attrs.participant,
    ...attributes,
  });
