import type { Client } from '../connection/client.js';
import type { BinaryNode } from '../stanza/node.js';

/** The client acknowledges a stanza, with or without an error. In both cases the stanza is not sent again. */
export const onAck = (client: Client, stanza: BinaryNode): void => {
  const { id, to, participant, type, error } = stanza.attrs;
  if (error !== undefined) client.world.statistics.errorAcksFromClients++;
  client.companion?.outbox.acknowledge({
    class: stanza.attrs.class ?? '',
    id: id ?? '',
    from: to,
    participant,
    type,
  });
};
