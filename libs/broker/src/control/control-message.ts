import { type EntryFields } from '../inbox/entry.js';

/** `token`: the instance's own was changed. `events`: its webhooks or its socket's configuration. */
const INSTANCE_CHANGES = ['settings', 'events', 'token', 'deleted'] as const;
export type InstanceChange = (typeof INSTANCE_CHANGES)[number];

/**
 * Something in the database is no longer as a process may remember it. The message says what to read again, never
 * what is there now, so that a late, lost or repeated message does no harm.
 */
export type ControlMessage =
  | { readonly about: 'account'; readonly accountId: string }
  | {
      readonly about: 'instance';
      readonly instanceId: string;
      readonly change: InstanceChange;
    };

export const encodeControl = (message: ControlMessage): EntryFields => ({ ...message });

/** Nothing for what only a newer peer says. */
export function decodeControl(fields: EntryFields): ControlMessage | undefined {
  const { about, accountId, instanceId } = fields;
  if (about === 'account' && accountId) return { about, accountId };
  const change = INSTANCE_CHANGES.find((known) => known === fields['change']);
  return about === 'instance' && instanceId && change ? { about, instanceId, change } : undefined;
}
