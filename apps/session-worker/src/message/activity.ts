import { setTimeout as wait } from 'node:timers/promises';
import { type ChatActivity, type EngineConnection } from '@starling/whatsapp';

export type Activity = Exclude<ChatActivity, 'paused'>;

/** Shows the activity for the given time. Rejects when the signal aborts: the caller has gone. */
export async function showActivity(
  connection: EngineConnection,
  jid: string,
  activity: Activity,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  if (seconds === 0) return;
  // The message goes out even if the activity cannot be shown.
  await connection.showActivity(jid, activity).catch(() => undefined);
  await wait(seconds * 1_000, undefined, { signal });
  await connection.showActivity(jid, 'paused').catch(() => undefined);
}
