import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { type BinaryNode } from '@whiskeysockets/baileys';
import { gateStanzas } from './stanza-gate.js';

const NEW = '1@g.us';
const OTHER = '2@g.us';

function gated() {
  const ws = new EventEmitter();
  const seen: string[] = [];
  let open: () => void = () => undefined;
  let asked = 0;
  gateStanzas(ws, ({ attrs }) => {
    if (attrs['from'] !== NEW || asked > 0) return undefined;
    asked += 1;
    return new Promise((resolve) => (open = resolve));
  });
  for (const name of ['frame', 'CB:message']) {
    ws.on(name, (stanza: BinaryNode) => seen.push(`${name} ${stanza.attrs['id'] ?? ''}`));
  }
  const arrive = (id: string, from: string, tag = 'message') => {
    const stanza: BinaryNode = { tag, attrs: { id, from } };
    ws.emit('frame', stanza);
    ws.emit('CB:message', stanza);
  };
  return { arrive, seen, open: () => open() };
}

const both = (...ids: string[]) => ids.flatMap((id) => [`frame ${id}`, `CB:message ${id}`]);

describe('A stanza that has to wait', () => {
  it('comes in its order with those of its chat, and keeps no other chat waiting', async () => {
    const { arrive, seen, open } = gated();
    arrive('a', NEW);
    arrive('b', OTHER);
    arrive('c', NEW);
    expect(seen).toEqual(both('b'));
    open();
    await new Promise(setImmediate);
    expect(seen).toEqual(both('b', 'a', 'c'));
    arrive('d', NEW);
    expect(seen).toEqual(both('b', 'a', 'c', 'd'));
  });

  it('does not hold back the answer that it waits for', () => {
    const { arrive, seen } = gated();
    arrive('a', NEW);
    arrive('answer', NEW, 'iq');
    expect(seen).toEqual(both('answer'));
  });
});
