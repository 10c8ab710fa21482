import { type InstanceState } from '@starling/contract';
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

export const instanceState = ({
  state,
  instance,
  jid,
  codes,
  pairingCode,
  reason,
  at,
}: InstanceStateFact) => ({
  state,
  timestamp: formatTimestamp(at),
  instance,
  jid: jid && plainJid(jid),
  ...(state === 'qr_ready' && { codes: pairingCode === undefined ? (codes ?? []) : [] }),
  ...(pairingCode !== undefined && { pairingCode }),
  ...(reason !== undefined && { reason }),
});
