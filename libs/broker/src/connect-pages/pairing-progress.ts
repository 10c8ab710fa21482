import { asBrokerError } from '../connections/broker-error.js';
import { type RedisConnections } from '../connections/redis-connections.js';
import { pairingKey } from '../connections/keys.js';

/** What a person who links a phone has to see now. */
export type PairingStep =
  | { readonly kind: 'qr'; readonly qr: string }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'ended'; readonly reason: string | undefined };

/** WhatsApp accepts the first QR code of an attempt, and a pairing code, for 60 s. */
const CODE_KEPT_MS = 65_000;
const END_KEPT_MS = 300_000;

/**
 * The last step of the pairing of each instance. The worker that owns the session writes it; gateways read it for
 * connect pages. It may be lost with Redis: the row of the instance says whether a code is waiting.
 */
export class PairingProgress {
  constructor(private readonly connections: RedisConnections) {}

  async set(instanceId: string, step: PairingStep): Promise<void> {
    const keptMs = step.kind === 'ended' ? END_KEPT_MS : CODE_KEPT_MS;
    try {
      const key = pairingKey(instanceId);
      await this.connections.commands.set(key, JSON.stringify(step), 'PX', keptMs);
    } catch (error) {
      throw asBrokerError(error);
    }
  }

  async get(instanceId: string): Promise<PairingStep | undefined> {
    try {
      const text = await this.connections.commands.get(pairingKey(instanceId));
      return text === null ? undefined : (JSON.parse(text) as PairingStep);
    } catch (error) {
      throw asBrokerError(error);
    }
  }
}
