import { type BinaryNode } from '@whiskeysockets/baileys';
import { pairOf } from '../../address-book/lid-pair.js';
import { type LidPair } from '@starling/domain';

/** Attributes of stanzas that name a user, each with those that give the other address of the same user. */
const OTHER_ADDRESS: readonly (readonly [name: string, others: readonly string[]])[] = [
  ['from', ['sender_pn', 'sender_lid']],
  ['participant', ['participant_pn', 'participant_lid', 'sender_pn', 'sender_lid']],
  ['recipient', ['recipient_pn', 'recipient_lid', 'peer_recipient_pn', 'peer_recipient_lid']],
  ['jid', ['phone_number', 'lid']],
  ['creator', ['creator_pn']],
  ['s_o', ['s_o_pn']],
  ['call-creator', ['caller_pn']],
];
/** Members of a group are three levels deep; nothing deeper names people. */
const MAX_DEPTH = 6;

/**
 * Every pair of addresses that a stanza names: of senders, recipients, group members, callers and looked-up users.
 * Only the server writes these attributes, so that no user can claim the number of another.
 */
export function pairsInStanza(stanza: BinaryNode): LidPair[] {
  const pairs: LidPair[] = [];
  collect(stanza, pairs, MAX_DEPTH);
  return pairs;
}

function collect({ tag, attrs, content }: BinaryNode, pairs: LidPair[], depth: number): void {
  for (const [name, others] of OTHER_ADDRESS) {
    const jid = attrs[name];
    if (jid === undefined) continue;
    for (const other of others) {
      const pair = pairOf(jid, attrs[other]);
      if (pair) pairs.push(pair);
    }
  }
  if (!Array.isArray(content) || depth === 0) return;
  for (const child of content) {
    // A user that was looked up has the hidden address in an element of its own.
    const looked =
      tag === 'user' && child.tag === 'lid' && pairOf(attrs['jid'], child.attrs['val']);
    if (looked) pairs.push(looked);
    collect(child, pairs, depth - 1);
  }
}
