import { type InstanceState, type InstanceStatePayload } from '@starling/contract';
import { formatTimestamp, plainJid } from '@starling/domain';

export interface InstanceStateFact {
  readonly state: InstanceState;
  readonly instance: string;
  readonly jid: string | null;
  /** Newest first. */
  readonly codes?: readonly string[];
  readonly pairingCode?: string;
  readonly reason?: string;
  readonly at: Date;
}

export function instanceState(fact: InstanceStateFact): InstanceStatePayload {
  const { state, instance, jid, codes = [], pairingCode, reason } = fact;
  const base = { timestamp: formatTimestamp(fact.at), instance, jid: jid && plainJid(jid) };
  const why = reason !== undefined && { reason };
  if (state !== 'qr_ready') return { state, ...base, ...why };
  return pairingCode === undefined
    ? { state, ...base, codes: [...codes] }
    : { state, ...base, codes: [], pairingCode };
}
