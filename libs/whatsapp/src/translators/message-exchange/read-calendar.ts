import { formatTimestamp } from '@starling/domain';
import { toNumber } from '@whiskeysockets/baileys';
import { type Content, type Reading } from './reading.js';

type Moment = Parameters<typeof toNumber>[0];

const momentOf = (seconds: Moment): string | null =>
  seconds ? formatTimestamp(new Date(toNumber(seconds) * 1_000)) : null;

export function readCalendar({ eventMessage }: Content): Reading | undefined {
  if (!eventMessage) return undefined;
  const name = eventMessage.name ?? '';
  return {
    type: 'event',
    content: name,
    contextInfo: eventMessage.contextInfo,
    extras: {
      event: {
        name,
        startAt: momentOf(eventMessage.startTime),
        endAt: momentOf(eventMessage.endTime),
        description: eventMessage.description ?? '',
        location: eventMessage.location?.name ?? null,
        joinLink: eventMessage.joinLink ?? null,
        isCanceled: eventMessage.isCanceled ?? false,
      },
    },
  };
}
