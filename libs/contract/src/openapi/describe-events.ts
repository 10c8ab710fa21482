import { EVENT_NAMES, type EventName } from '../events/event-names.js';
import { envelopeOf, EVENT_PAYLOADS } from '../events/payloads/event-envelope.js';
import { type Json, jsonSchemaOf } from './json-schema-of.js';

const INSTANCE_EXAMPLE = {
  baseUrl: 'https://api.example.com',
  instance: 'my-instance',
  token: '<token>',
};

/** The schemas of `components`: the envelope of each event, as webhooks and sockets receive it. */
export const eventSchemas = (): Record<string, Json> =>
  Object.fromEntries(
    EVENT_NAMES.map((event) => [event, jsonSchemaOf(envelopeOf(event), 'output')]),
  );

export const eventSchemaReference = (event: EventName): Json => ({
  $ref: `#/components/schemas/${event}`,
});

/** The same bodies arrive as text frames of a socket. */
export const describeEvents = (): Json =>
  Object.fromEntries(EVENT_NAMES.map((event) => [event, { post: describeDelivery(event) }]));

const describeDelivery = (event: EventName): Json => ({
  operationId: `event.${event}`,
  summary: `Delivers ${event} to a webhook`,
  tags: ['events'],
  security: [],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: eventSchemaReference(event),
        example: { event, data: EVENT_PAYLOADS[event].example, instanceData: INSTANCE_EXAMPLE },
      },
    },
  },
  responses: { '2XX': { description: 'Delivered' } },
});
