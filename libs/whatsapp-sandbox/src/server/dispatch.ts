import { answerQuery } from '../queries/answer-query.js';
import type { BinaryNode } from '../stanza/node.js';
import { onAck } from '../traffic/acks.js';
import { onCall } from '../traffic/calls.js';
import { onMessage } from '../traffic/messages.js';
import { onChatState, onPresence } from '../traffic/presence.js';
import { onReceipt } from '../traffic/receipts.js';
import type { Client, ClientHandlers } from '../connection/client.js';
import { logIn } from './login.js';
import { register } from './registration.js';

type StanzaHandler = (client: Client, stanza: BinaryNode) => void;

/** The kinds of stanzas that a client may send, and their handlers. */
const HANDLERS: Readonly<Record<string, StanzaHandler>> = {
  iq: answerQuery,
  message: onMessage,
  receipt: onReceipt,
  ack: onAck,
  call: onCall,
  presence: onPresence,
  chatstate: onChatState,
  // Telemetry and paging hints need no answer.
  ib: () => undefined,
};

export const handlers: ClientHandlers = {
  onHandshake: (client, identity) => {
    const { world } = client;
    try {
      if (identity.payload.devicePairingData) register(client, world, identity);
      else logIn(client, world, identity);
    } catch {
      // Its login payload does not decode.
      client.terminate();
    }
  },
  onStanza: (client, stanza) => {
    if (client.world.faults.isLost(stanza, client.account?.number)) return;
    const handle = HANDLERS[stanza.tag];
    if (handle === undefined) return client.world.unknown.add(stanza);
    if (stanza.tag !== 'iq' && stanza.tag !== 'ib' && client.account === undefined) return;
    try {
      handle(client, stanza);
    } catch (error) {
      client.world.problem(`handling ${stanza.tag} ${stanza.attrs.id}`, error);
    }
  },
};
