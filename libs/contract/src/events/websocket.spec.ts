import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseBody } from '../operation/parse-request.js';
import { EVENT_NAMES } from './event-names.js';
import { getWebsocket } from './get-websocket.js';
import { setWebsocket } from './set-websocket.js';

const set = (body: unknown) => parseBody(setWebsocket, body);

describe('Setting the socket', () => {
  it.each([
    [{ enabled: true }, { enabled: true, events: [], mediaBase64: false }],
    [
      { enabled: true, events: null, mediaBase64: null },
      { enabled: true, events: [], mediaBase64: false },
    ],
    [
      { enabled: true, events: [], mediaBase64: true },
      { enabled: true, events: [], mediaBase64: true },
    ],
    [
      { enabled: false, events: ['call.update'], mediaBase64: true },
      { enabled: false, events: [], mediaBase64: false },
    ],
    [{ enabled: false }, { enabled: false, events: [], mediaBase64: false }],
  ])('makes of %j the row %j', (body, row) => {
    expect(set(body)).toEqual(row);
  });

  it('keeps any list of known names exactly as sent', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENT_NAMES)), (events) => {
        expect(set({ enabled: true, events }).events).toEqual(events);
      }),
    );
  });

  it.each([
    undefined,
    null,
    [],
    '{}',
    {},
    { enabled: null },
    { enabled: 1 },
    { enabled: 'true' },
    { enabled: true, events: {} },
    { enabled: true, events: [true] },
    { enabled: true, events: ['message.exchange '] },
    { enabled: false, events: ['unheard'] },
    { enabled: true, mediaBase64: 1 },
  ])('refuses %j', (body) => {
    expect(() => set(body)).toThrow('Invalid request body');
  });
});

it('Reading the socket has no alias', () => {
  expect(getWebsocket.aliases).toEqual([]);
});
