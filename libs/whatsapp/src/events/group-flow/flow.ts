import { formatTimestamp } from '@starling/domain';
import { addressesOf, type Party, partyOf, type TranslationContext } from '../context.js';

export interface Member {
  readonly jid: string;
  readonly name: string;
  readonly lid: string | null;
}

export interface FlowFact {
  readonly type: string;
  readonly groupJid: string;
  readonly participants?: readonly Member[];
  readonly author?: string | null | undefined;
  readonly authorPn?: string | null | undefined;
  readonly value?: unknown;
  readonly groupName?: string | undefined;
  readonly timestamp?: string | null;
}

export interface Flow {
  readonly type: string;
  readonly groupJid: string;
  readonly groupName: string;
  readonly timestamp: string;
  readonly participants: readonly Member[];
  readonly author: Party | null;
  readonly value: unknown;
}

/** `authorPn`: the phone of who is behind a hidden address. */
export function flow(fact: FlowFact, context: TranslationContext): Flow {
  const { author, authorPn } = fact;
  return {
    type: fact.type,
    groupJid: fact.groupJid,
    groupName: fact.groupName ?? context.nameOf(fact.groupJid),
    timestamp: fact.timestamp ?? formatTimestamp(context.at),
    participants: fact.participants ?? [],
    author: author ? partyOf(author, authorPn, context) : null,
    value: fact.value ?? null,
  };
}

export function memberOf(
  jid: string,
  other: string | null | undefined,
  context: TranslationContext,
): Member {
  const addresses = addressesOf(jid, other, context);
  const { name } = partyOf(addresses.jid, addresses.lid, context);
  return { jid: addresses.jid, name, lid: addresses.lid };
}
