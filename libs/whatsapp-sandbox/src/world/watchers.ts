import type { Companion } from '../accounts/device.js';
import type { Newsletter } from './newsletter.js';

/** Devices with live updates of a channel. They ask again when the time is over. */
export class Watchers {
  private readonly byChannel = new Map<string, Map<Companion, number>>();

  add({ jid }: Newsletter, companion: Companion, untilMs: number): void {
    const watching = this.byChannel.get(jid) ?? new Map<Companion, number>();
    this.byChannel.set(jid, watching);
    watching.set(companion, untilMs);
  }

  list({ jid }: Newsletter, nowMs: number): Companion[] {
    const watching = this.byChannel.get(jid) ?? new Map<Companion, number>();
    for (const [companion, untilMs] of watching) {
      if (untilMs < nowMs) watching.delete(companion);
    }
    return [...watching.keys()];
  }
}
