import { setTimeout as wait } from 'node:timers/promises';
import { type ChatActivity, type EngineConnection } from '@starling/whatsapp';

export type Activity = Exclude<ChatActivity, 'paused'>;

/** Shows that somebody is writing, for as long as was asked. It rejects when nobody waits for the message any more. */
export async function showActivity(
  connection: EngineConnection,
  jid: string,
  activity: Activity,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  if (seconds === 0) return;
  // Decoration: the message goes out even if this does not.
  await connection.showActivity(jid, activity).catch(() => undefined);
  await wait(seconds * 1_000, undefined, { signal });
  await connection.showActivity(jid, 'paused').catch(() => undefined);
}
