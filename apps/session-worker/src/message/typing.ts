import { setTimeout as wait } from 'node:timers/promises';
import { type EngineSocket } from '@starling/whatsapp';

export type Activity = 'composing' | 'recording';

/** Shows that somebody is writing, for as long as was asked. It rejects when nobody waits for the message any more. */
export async function showActivity(
  { baileys }: EngineSocket,
  jid: string,
  activity: Activity,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  if (seconds === 0) return;
  // Decoration: the message goes out even if this does not.
  await baileys.sendPresenceUpdate(activity, jid).catch(() => undefined);
  await wait(seconds * 1_000, undefined, { signal });
  await baileys.sendPresenceUpdate('paused', jid).catch(() => undefined);
}
