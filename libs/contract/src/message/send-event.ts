import { z } from 'zod';
import { breaks, optional } from '../fields/leniency.js';
import { shortText } from '../fields/limited-text.js';
import { flag, words } from './kind-fields.js';
import { plainMessageBody, requiredText } from './message-body.js';
import { sendingPlain } from './sending.js';
import { exampleOfSent } from './sent-reply.js';

export interface EventPlace {
  readonly name: string;
  readonly address: string;
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
}

export interface EventContent {
  readonly name: string;
  readonly description: string;
  /** Unix time. */
  readonly startsAtSeconds: number;
  readonly endsAtSeconds: number | undefined;
  readonly place: EventPlace | undefined;
  readonly joinLink: string;
  readonly isScheduleCall: boolean;
  readonly hasReminder: boolean;
  readonly reminderOffsetSeconds: number | undefined;
  readonly extraGuestsAllowed: boolean;
  readonly isCanceled: boolean;
}

const moment = z.iso.datetime({ offset: true });

/** Returns undefined for a text that is not RFC 3339 or has no zone. */
function secondsOf(text: string): number | undefined {
  const sent = text.trim().toUpperCase();
  const milliseconds = moment.safeParse(sent).success ? Date.parse(sent) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1_000);
}

const fields = {
  name: requiredText('EventNameRequired', shortText),
  startAt: requiredText('StartRequired', shortText).describe('RFC 3339 with a zone'),
  endAt: optional(shortText).describe('RFC 3339 with a zone, after the start'),
  description: words,
  location: optional(
    z.object({
      name: words,
      address: words,
      latitude: optional(z.number()),
      longitude: optional(z.number()),
    }),
  ),
  joinLink: words,
  isScheduleCall: flag,
  hasReminder: flag,
  reminderOffsetSec: optional(z.int().min(0)),
  extraGuestsAllowed: flag,
  isCanceled: flag,
};
type Sent = z.output<z.ZodObject<typeof fields>>;

function judge(sent: Sent, context: z.RefinementCtx): EventContent {
  const { startAt, endAt, location, reminderOffsetSec, ...rest } = sent;
  const start = secondsOf(startAt) ?? breaks('InvalidStart')(context);
  const end = endAt?.trim() ? secondsOf(endAt) : undefined;
  const isEndWrong = Boolean(endAt?.trim()) && (end === undefined || end <= start);
  if (isEndWrong) breaks('InvalidEnd')(context);
  return {
    ...rest,
    startsAtSeconds: start,
    endsAtSeconds: end,
    place: location,
    reminderOffsetSeconds: reminderOffsetSec,
  };
}

export const sendEvent = sendingPlain({
  content: 'event',
  name: 'message.sendEvent',
  summary: 'Send an event that people can answer',
  path: 'event',
  body: plainMessageBody(fields, {}, judge),
  errors: ['EventNameRequired', 'StartRequired', 'InvalidStart', 'InvalidEnd'],
  example: {
    body: {
      number: '120363406289005073@g.us',
      name: 'Product demo',
      startAt: '2026-05-04T15:00:00-03:00',
      endAt: '2026-05-04T16:00:00-03:00',
      location: { name: 'Office', address: 'Av. Paulista, 1578' },
    },
    reply: exampleOfSent({
      messageType: 'event',
      content: 'Product demo',
      chat: {
        jid: '120363406289005073@g.us',
        lid: null,
        type: 'group',
        groupName: 'Sales',
      },
    }),
  },
});
