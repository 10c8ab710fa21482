import { type EventName } from '@starling/contract';
import { type EntryFields, type RawEntry } from '../inbox/entry.js';

export interface PublishedEvent {
  readonly instance: string;
  readonly name: EventName;
  /** Absent where the contract's event has none. */
  readonly eventId?: string;
  /** What routing and delivery need to know without parsing the event (account, chat, epoch, media). */
  readonly attributes?: EntryFields;
  /** The exact bytes that clients get. No process between the owner and the client parses them. */
  readonly bytes: Buffer;
}

const ATTRIBUTE = 'a:';

/** The fields of an `event` entry, in inboxes and shards alike. */
export function eventFields({ instance, name, eventId, attributes }: PublishedEvent): EntryFields {
  const fields: Record<string, string> = { instance, name };
  if (eventId !== undefined) fields['eventId'] = eventId;
  for (const key in attributes) fields[ATTRIBUTE + key] = attributes[key] as string;
  return fields;
}

export function readEvent({
  fields,
  body,
}: {
  readonly fields: EntryFields;
  readonly body: Buffer;
}): PublishedEvent {
  const { instance = '', name, eventId, ...others } = fields;
  const attributes: Record<string, string> = {};
  for (const key in others) {
    if (key.startsWith(ATTRIBUTE)) attributes[key.slice(ATTRIBUTE.length)] = others[key] as string;
  }
  return {
    instance,
    name: name as EventName,
    attributes,
    bytes: body,
    ...(eventId === undefined ? {} : { eventId }),
  };
}

export const entryId = ([id]: RawEntry): string => id.toString('latin1');
