import { randomBytes } from 'node:crypto';
import { type EventContent } from '@starling/contract';
import { type BaileysContent } from './content.js';

const SECRET_BYTES = 32;

/** Baileys' own event has neither a link nor a reminder. Answers are encrypted with the secret. */
export function composeEvent(content: EventContent): BaileysContent {
  const { name, description, startsAtSeconds, endsAtSeconds, place, joinLink } = content;
  const { isScheduleCall, hasReminder, reminderOffsetSeconds } = content;
  const { extraGuestsAllowed, isCanceled } = content;
  return {
    composed: {
      messageContextInfo: { messageSecret: randomBytes(SECRET_BYTES) },
      eventMessage: {
        name,
        description,
        startTime: startsAtSeconds,
        ...(endsAtSeconds !== undefined && { endTime: endsAtSeconds }),
        ...(place && { location: locationOf(place) }),
        ...(joinLink && { joinLink }),
        isScheduleCall,
        hasReminder,
        extraGuestsAllowed,
        isCanceled,
        ...(reminderOffsetSeconds !== undefined && { reminderOffsetSec: reminderOffsetSeconds }),
      },
    },
  };
}

const locationOf = ({
  name,
  address,
  latitude,
  longitude,
}: NonNullable<EventContent['place']>) => ({
  name,
  address,
  ...(latitude !== undefined && { degreesLatitude: latitude }),
  ...(longitude !== undefined && { degreesLongitude: longitude }),
});
