import type { Client } from '../connection/client.js';
import { ack } from '../stanza/answers.js';
import { allChildren, type BinaryNode, childOf, node, seconds } from '../stanza/node.js';
import { deliverToCompanions } from '../delivery/deliver.js';
import { addressingOf, jidOf } from '../accounts/jids.js';

/** Forwards a call to the devices of the other account; answers a request for a call link. */
export const onCall = (client: Client, stanza: BinaryNode): void => {
  const { account, companion, world } = client;
  if (!account || !companion) return;
  const t = seconds(world.now());
  const link = childOf(stanza, 'link_create');
  if (link) {
    const token = world.random.nextBytes('call-link', 16).toString('base64url');
    const created = node('link_create', { token, media: link.attrs.media });
    client.send({ ...ack(stanza, { t }), content: [created] });
    return;
  }
  client.send(ack(stanza, { t, type: allChildren(stanza)[0]?.tag }));
  const target = world.accounts.byJid(stanza.attrs.to);
  if (target === undefined) return;
  const forwarded = node(
    'call',
    {
      from: jidOf(account, addressingOf(stanza.attrs.to ?? ''), companion.id),
      id: world.stanzaId(),
      t,
    },
    allChildren(stanza),
  );
  target.phone.receiveCall(forwarded, account);
  deliverToCompanions(world, target, forwarded);
};
