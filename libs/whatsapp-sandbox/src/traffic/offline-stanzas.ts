import { node, type BinaryNode, SERVER_JID } from '../stanza/node.js';
import type { World } from '../world/world.js';
import type { Client } from '../connection/client.js';

/**
 * Starts the traffic of a client: first the stanzas in its outbox, in order and marked `offline`, then the number of
 * them, then live stanzas. Without that number Baileys holds its events back.
 */
export const sendOfflineStanzas = (client: Client, world: World): void => {
  const { account, companion } = client;
  if (!account || !companion) return;
  const sink = (stanza: BinaryNode): void => client.send(stanza);
  client.onClose(() => companion.outbox.detach(sink));
  const waiting = companion.outbox.attach(sink, world.now() - world.options.keepOfflineMs);
  if (waiting.length > 0) client.send(previewOf(waiting));
  waiting.forEach((stanza, position) => {
    world.statistics.redelivered++;
    client.send({ ...stanza, attrs: { ...stanza.attrs, offline: String(position + 1) } });
  });
  client.send(node('ib', { from: SERVER_JID }, [node('offline', { count: waiting.length })]));
  // Baileys waits for the first history from now on, for 20 s.
  if (!companion.historyReceived) account.phone.shareHistory(companion);
};

const previewOf = (waiting: readonly BinaryNode[]): BinaryNode => {
  const count = (tag: string): number => waiting.filter((stanza) => stanza.tag === tag).length;
  return node('ib', { from: SERVER_JID }, [
    node('offline_preview', {
      count: waiting.length,
      message: count('message'),
      receipt: count('receipt'),
      notification: count('notification'),
      call: count('call'),
    }),
  ]);
};
