import { z } from 'zod';
import { breaks, optional } from '../fields/leniency.js';
import { words } from './kind-fields.js';
import { plainMessageBody } from './message-body.js';
import { sendingPlain } from './sending.js';
import { exampleOfSent } from './sent-reply.js';

export interface LocationContent {
  readonly latitude: number;
  readonly longitude: number;
  /** Empty when the place has no name. */
  readonly name: string;
  readonly address: string;
}

const fields = {
  latitude: optional(z.number()),
  longitude: optional(z.number()),
  name: words,
  address: words,
};
type Sent = z.output<z.ZodObject<typeof fields>>;

/** Clients that know no place send exactly 0 for both. */
function judge(sent: Sent, context: z.RefinementCtx): LocationContent {
  const { latitude, longitude, name, address } = sent;
  if (latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0)) {
    return breaks('CoordinatesRequired')(context);
  }
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    return breaks('CoordinatesOutOfRange')(context);
  }
  return { latitude, longitude, name, address };
}

export const sendLocation = sendingPlain({
  content: 'location',
  name: 'message.sendLocation',
  summary: 'Send a location',
  path: 'location',
  body: plainMessageBody(fields, {}, judge),
  errors: ['CoordinatesRequired', 'CoordinatesOutOfRange'],
  example: {
    body: {
      number: '5511999999999',
      latitude: -23.561_414,
      longitude: -46.655_881,
      name: 'MASP',
      address: 'Av. Paulista, 1578',
    },
    reply: exampleOfSent({
      messageType: 'location',
      content: '📍 MASP\nAv. Paulista, 1578\nLat: -23.561414, Long: -46.655881',
    }),
  },
});
