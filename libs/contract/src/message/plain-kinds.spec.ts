import { describe, expect, it } from '@jest/globals';
import { parseBody } from '../operation/parse-request.js';
import { sendContact } from './send-contact.js';
import { sendEvent } from './send-event.js';
import { sendLocation } from './send-location.js';
import { sendPoll } from './send-poll.js';
import { sendReaction } from './send-reaction.js';

const NUMBER = { number: '5511999999999' };
const GROUP = '120363406289005073@g.us';

describe('A place', () => {
  const place = (sent: object) => parseBody(sendLocation, { ...NUMBER, ...sent });

  it('may lie on the equator, and need not have a name', () => {
    expect(place({ latitude: 0, longitude: 6.7 })).toMatchObject({
      latitude: 0,
      longitude: 6.7,
      name: '',
      address: '',
    });
    expect(place({ latitude: -90, longitude: 180 })).toMatchObject({ latitude: -90 });
  });

  it.each([{}, { latitude: 1 }, { latitude: null, longitude: 1 }, { latitude: 0, longitude: 0 }])(
    'lies nowhere with %j',
    (sent) => {
      expect(() => place(sent)).toThrow('Latitude and longitude are required');
    },
  );

  it.each([
    { latitude: 90.1, longitude: 0 },
    { latitude: 0, longitude: -180.1 },
  ])('does not lie at %j', (sent) => {
    expect(() => place(sent)).toThrow('Latitude or longitude out of range');
  });

  it('has no coordinates in texts', () => {
    expect(() => place({ latitude: '1', longitude: 1 })).toThrow('Invalid request body: latitude');
  });
});

describe('Contact cards', () => {
  const ANA = { fullName: 'Ana', phone: '+55 11 98888-7777' };
  const contact = (vcard: unknown) => parseBody(sendContact, { ...NUMBER, vcard });

  it('are one or several, as they were sent', () => {
    expect(contact({ ...ANA, email: null, zzz: 1 }).cards).toEqual([ANA]);
    expect(contact([ANA, { ...ANA, url: 'https://a' }]).cards).toEqual([
      ANA,
      { ...ANA, url: 'https://a' },
    ]);
  });

  it.each([undefined, null, []])('are none in %j', (vcard) => {
    expect(() => contact(vcard)).toThrow('vcard is required');
  });

  it.each([[{ fullName: 'Ana' }], [{ fullName: ' ', phone: '1' }], [[ANA, {}]]])(
    'lack something in %j',
    (vcard) => {
      expect(() => contact(vcard)).toThrow('fullName and phone are required');
    },
  );

  it.each(['Ana', [null], { fullName: 1 }])('are not %j', (vcard) => {
    expect(() => contact(vcard)).toThrow('Invalid request body: vcard');
  });

  it('are fifty at most', () => {
    expect(contact(Array(50).fill(ANA)).cards).toHaveLength(50);
    expect(() => contact(Array(51).fill(ANA))).toThrow('Invalid request body: vcard');
  });
});

describe('A reaction', () => {
  const reaction = (sent: object) =>
    parseBody(sendReaction, { ...NUMBER, messageId: 'A', reaction: '👍', ...sent });

  it('is to a message of the other side by default', () => {
    expect(reaction({ messageId: 42 })).toMatchObject({
      messageId: '42',
      emoji: '👍',
      fromMe: false,
      participant: undefined,
    });
  });

  it.each(['remove', ''])('is taken back by %j', (sent) => {
    expect(reaction({ reaction: sent }).emoji).toBe('');
  });

  it.each([
    ['5511888888888', '5511888888888@s.whatsapp.net'],
    ['5511888888888:3@s.whatsapp.net', '5511888888888@s.whatsapp.net'],
    ['12345@lid', '12345@lid'],
  ])('in a group is to the message of %s', (participant, address) => {
    expect(reaction({ number: GROUP, participant }).participant).toBe(address);
  });

  it.each([
    [{ messageId: ' ', reaction: null }, 'messageId is required'],
    [{ reaction: null }, 'reaction is required'],
    [{ number: GROUP }, 'participant is required for group messages'],
    [{ number: GROUP, participant: ' ' }, 'participant is required for group messages'],
    [{ number: GROUP, participant: 'Ana' }, 'Invalid number: Ana'],
    [{ number: 'x', participant: 'Ana' }, 'Invalid number: Ana'],
  ])('%j is refused with: %s', (sent, error) => {
    expect(() => reaction(sent)).toThrow(error);
  });

  it('to an own message in a group needs no author', () => {
    expect(reaction({ number: GROUP, fromMe: true }).participant).toBeUndefined();
  });
});

describe('A poll', () => {
  const poll = (sent: object) =>
    parseBody(sendPoll, { ...NUMBER, question: 'Which?', options: ['A', 'B', 'C'], ...sent });

  it.each([
    [null, 1],
    [-1, 1],
    [0, 1],
    [2, 2],
    [9, 3],
  ])('of three with %j answers lets %d be chosen', (maxAnswer, chosen) => {
    expect(poll({ maxAnswer }).maxAnswer).toBe(chosen);
  });

  it.each([
    [undefined],
    [[]],
    [['A']],
    [['A', ' ']],
    [['A', 'A']],
    [Array.from({ length: 13 }, (_, n) => `${n}`)],
  ])('has no choice in %j', (options) => {
    expect(() => poll({ options })).toThrow('options must have between 2 and 12 items');
  });

  it('asks something', () => {
    expect(() => poll({ question: ' ', options: [] })).toThrow('question is required');
    expect(() => poll({ options: [1, 2] })).toThrow('Invalid request body: options.0: ');
  });
});

describe('An event', () => {
  const START = '2026-05-04T15:00:00-03:00';
  const event = (sent: object) =>
    parseBody(sendEvent, { ...NUMBER, name: 'Demo', startAt: START, ...sent });

  it('has a start, and no other value that was not sent', () => {
    expect(event({})).toMatchObject({
      name: 'Demo',
      description: '',
      startsAtSeconds: Date.parse(START) / 1_000,
      endsAtSeconds: undefined,
      place: undefined,
      joinLink: '',
      isScheduleCall: false,
      hasReminder: false,
      reminderOffsetSeconds: undefined,
      extraGuestsAllowed: false,
      isCanceled: false,
    });
  });

  it('takes every field that it may have', () => {
    const sent = {
      endAt: '2026-05-04t19:00:00z',
      location: { name: 'Office', latitude: 1 },
      reminderOffsetSec: 900,
      hasReminder: true,
    };
    expect(event(sent)).toMatchObject({
      endsAtSeconds: Date.parse('2026-05-04T19:00:00Z') / 1_000,
      place: { name: 'Office', address: '', latitude: 1 },
      reminderOffsetSeconds: 900,
      hasReminder: true,
    });
  });

  it.each([
    [{ name: '', startAt: '' }, 'name is required'],
    [{ startAt: null, endAt: 'x' }, 'startAt is required'],
    [{ startAt: '2026-05-04T15:00:00', endAt: 'x' }, 'Invalid startAt. Use RFC 3339'],
    [{ startAt: '2026-02-30T15:00:00Z' }, 'Invalid startAt. Use RFC 3339'],
    [{ endAt: 'tomorrow' }, 'Invalid endAt. Use RFC 3339 and a time after startAt'],
    [{ endAt: START }, 'Invalid endAt. Use RFC 3339 and a time after startAt'],
    [{ reminderOffsetSec: -1 }, 'Invalid request body: reminderOffsetSec: '],
  ])('%j is refused with: %s', (sent, error) => {
    expect(() => event(sent)).toThrow(error);
  });
});
