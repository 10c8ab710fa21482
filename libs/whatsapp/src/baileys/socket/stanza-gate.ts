import { type EventEmitter } from 'node:events';
import { type BinaryNode } from '@whiskeysockets/baileys';

/** Answers of WhatsApp are not gated: the gate itself waits for one of them. */
const GATED: ReadonlySet<string> = new Set(['message', 'notification', 'receipt']);

type Emission = readonly [event: string | symbol, ...args: unknown[]];

/**
 * Keeps stanzas of one chat from Baileys until `waitFor` has settled, in their order; stanzas of other chats pass.
 * A waiting stanza is not acknowledged: after a crash WhatsApp delivers it again. The wait must come before Baileys:
 * while an event is being published no frame leaves, so WhatsApp could not be asked then.
 */
export function gateStanzas(
  ws: EventEmitter,
  waitFor: (stanza: BinaryNode) => Promise<void> | undefined,
): void {
  const emit = ws.emit.bind(ws);
  const lanes = new Map<string, Emission[]>();

  const open = (chatJid: string): void => {
    const emissions = lanes.get(chatJid) ?? [];
    lanes.delete(chatJid);
    for (const emission of emissions) emit(...emission);
  };

  // Baileys emits a stanza as `frame` first, and then once under each of its names.
  ws.emit = (...emission: Emission): boolean => {
    const [event, stanza] = emission;
    if (!isStanza(stanza) || !GATED.has(stanza.tag)) return emit(...emission);
    const chatJid = stanza.attrs['from'] ?? '';
    const lane = lanes.get(chatJid);
    if (event === 'frame') {
      const waiting = lane ?? [];
      const settled = lane ? undefined : waitFor(stanza);
      if (!lane && !settled) return emit(...emission);
      waiting.push(emission);
      lanes.set(chatJid, waiting);
      settled?.finally(() => open(chatJid)).catch(() => undefined);
      return true;
    }
    if (!lane?.some(([, one]) => one === stanza)) return emit(...emission);
    lane.push(emission);
    return true;
  };
}

const isStanza = (value: unknown): value is BinaryNode =>
  typeof value === 'object' && value !== null && 'tag' in value && 'attrs' in value;
