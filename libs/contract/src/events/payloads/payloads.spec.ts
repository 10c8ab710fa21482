import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { EVENT_NAMES, type EventName } from '../event-names.js';
import { EVENT_PAYLOADS, eventEnvelope } from './event-envelope.js';
import { messageExchangeExample, messageExchangePayload } from './message-exchange.js';

const named = Object.entries(EVENT_PAYLOADS) as [
  EventName,
  { schema: z.ZodType; example: object },
][];
const instanceData = { baseUrl: 'https://x.example', instance: 'main', token: 't' };

function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

const withMessage = (change: object) => ({
  ...messageExchangeExample,
  message: { ...messageExchangeExample.message, ...change },
});

describe('The payloads', () => {
  it('are there for every event, in the order of their names', () => {
    expect(named.map(([event]) => event)).toEqual(EVENT_NAMES);
  });

  it.each(named)(
    'of %s pass their own schema with the example, alone and enveloped',
    (event, one) => {
      expect(one.schema.parse(one.example)).toEqual(one.example);
      const whole = { event, data: one.example, instanceData };
      expect(eventEnvelope.parse(whole)).toEqual(whole);
    },
  );

  it.each(named)('of %s have no room for a key that is not declared', (_, { schema, example }) => {
    expect(schema.safeParse({ ...example, more: 1 }).success).toBe(false);
    for (const node of objectsIn(z.toJSONSchema(schema))) {
      if (node.type === 'object') expect(node).toHaveProperty('additionalProperties', false);
    }
  });
});

describe('A message', () => {
  it('always has the seven blocks', () => {
    for (const block of [
      'edit',
      'context',
      'media',
      'location',
      'contact',
      'reaction',
      'interactive',
    ]) {
      expect(messageExchangePayload.safeParse(withMessage({ [block]: undefined })).success).toBe(
        false,
      );
    }
  });

  it('is refused when its block is of another type', () => {
    const edit = { original_id: 'A', text: 'b' };
    expect(messageExchangePayload.safeParse(withMessage({ edit })).success).toBe(false);
    expect(messageExchangePayload.safeParse(withMessage({ type: 'image' })).success).toBe(false);
  });

  it('is refused with the number of a device in an address', () => {
    const sender = { ...messageExchangeExample.sender, jid: '5581900000000:3@s.whatsapp.net' };
    expect(messageExchangePayload.safeParse({ ...messageExchangeExample, sender }).success).toBe(
      false,
    );
  });
});
