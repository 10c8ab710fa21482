import { momentOf } from './moment.js';
import { type Content, type RawReading } from './reading.js';

export function readCalendar({ eventMessage }: Content): RawReading | undefined {
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
