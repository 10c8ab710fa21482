import { type BaileysEventMap } from '@whiskeysockets/baileys';
import { type EngineFact, type GroupFact } from '../../port/facts.js';
import { callFactOf } from './call-fact.js';
import {
  groupFieldsFact,
  joinedGroupFact,
  joinRequestFact,
  memberChangeFact,
} from './group-facts.js';
import { labelAssociationFact, labelEditFact } from './label-facts.js';
import { factsOfReceipts, factsOfUpdates, ownAddresses } from './status-facts.js';

type Events = BaileysEventMap;

interface Own {
  readonly jid: string;
  readonly lid: string | null;
}

type Readers = {
  readonly [Event in keyof Events]?: (data: Events[Event], own: () => Own) => readonly EngineFact[];
};

const groups = (facts: readonly (GroupFact | undefined)[]): EngineFact[] =>
  facts.flatMap((group) => (group ? [{ kind: 'group', group }] : []));

/** Messages are not among them: their facts are read together with their rows. */
const READERS: Readers = {
  'messages.update': (updates) => [{ kind: 'statuses', statuses: factsOfUpdates(updates) }],
  'message-receipt.update': (receipts, own) => [
    { kind: 'statuses', statuses: factsOfReceipts(receipts, ownAddresses(own())) },
  ],
  call: (calls) =>
    calls.flatMap((one) => {
      const call = callFactOf(one);
      return call ? [{ kind: 'call', call }] : [];
    }),
  'group-participants.update': (change) => groups([memberChangeFact(change)]),
  'groups.upsert': (joined) => groups(joined.map(joinedGroupFact)),
  'groups.update': (updates) => groups(updates.map(groupFieldsFact)),
  'group.join-request': (request) => groups([joinRequestFact(request)]),
  'labels.edit': (label) => [{ kind: 'label', label: labelEditFact(label) }],
  'labels.association': (change) => [{ kind: 'label', label: labelAssociationFact(change) }],
};

export function factsOfEvent<E extends keyof Events>(
  event: E,
  data: Events[E],
  own: () => Own,
): readonly EngineFact[] {
  return READERS[event]?.(data, own) ?? [];
}
