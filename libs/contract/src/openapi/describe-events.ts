import { EVENT_NAMES, type EventName } from '../events/event-names.js';
import { EVENT_PAYLOADS, instanceData } from '../events/payloads/event-envelope.js';
import { type Json, jsonSchemaOf } from './json-schema-of.js';

const OF_WHOM = { baseUrl: 'https://api.example.com', instance: 'my-instance', token: '<token>' };

/** The very same bodies come as text frames of a socket. */
export const describeEvents = (): Json =>
  Object.fromEntries(EVENT_NAMES.map((event) => [event, { post: describe(event) }]));

function describe(event: EventName): Json {
  const { schema, example } = EVENT_PAYLOADS[event];
  const envelope = {
    type: 'object',
    properties: {
      event: { const: event },
      data: jsonSchemaOf(schema, 'output'),
      instanceData: jsonSchemaOf(instanceData, 'output'),
    },
    required: ['event', 'data', 'instanceData'],
    additionalProperties: false,
  };
  return {
    operationId: `event.${event}`,
    summary: `What is told as ${event}`,
    tags: ['events'],
    security: [],
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: envelope,
          example: { event, data: example, instanceData: OF_WHOM },
        },
      },
    },
    responses: { '2XX': { description: 'Delivered' } },
  };
}
