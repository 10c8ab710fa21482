import { node, seconds, type BinaryNode } from '../stanza/node.js';
import type { Account, Addressing } from '../accounts/account.js';
import { deliverToCompanions } from '../delivery/deliver.js';
import { jidOf, lidJid, pnJid } from '../accounts/jids.js';
import type { PhoneContext } from '../handset/phone-context.js';

/** A call that is ringing. */
export interface Call {
  readonly id: string;
  hangUp(): void;
  /** Ends the call unanswered: the other side sees a missed call. */
  timeOut(): void;
}

export const placeCall = (
  { world, account }: PhoneContext,
  callee: Account,
  { video = false, addressing = 'lid' }: { video?: boolean; addressing?: Addressing },
): Call => {
  const id = world.random.nextHex(`call/${account.number}`, 16);
  const creator = jidOf(account, addressing);
  const send = (tag: string, attributes: Record<string, string>, content?: BinaryNode[]): void => {
    const info = node(tag, { 'call-id': id, 'call-creator': creator, ...attributes }, content);
    const stanza = node(
      'call',
      {
        from: creator,
        id: world.stanzaId(),
        t: seconds(world.now()),
        notify: account.name,
        sender_lid: lidJid(account),
      },
      [info],
    );
    callee.phone.receiveCall(stanza, account);
    deliverToCompanions(world, callee, stanza);
  };
  const media = [node('audio', { enc: 'opus', rate: 16000 })];
  if (video) media.push(node('video', { enc: 'vp8' }));
  send('offer', { caller_pn: pnJid(account) }, media);
  return {
    id,
    hangUp: () => send('terminate', { reason: 'hangup' }),
    timeOut: () => send('terminate', { reason: 'timeout' }),
  };
};
