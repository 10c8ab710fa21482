import { describe, expect, it } from '@jest/globals';
import { type proto } from '@whiskeysockets/baileys';
import {
  bodyOf,
  exchangeOf,
  MOMENT,
  OWN,
  received,
  SECONDS,
  whole,
} from '../../testing/translation.js';

/*
 * One row of the contract's table of types each. Contents are encoded and decoded once, so that they have the
 * defaults and the Longs of real ones; every result is judged by the contract's own schema, its key order included.
 */
const VCARD = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'FN:Ana',
  'TEL;type=CELL;waid=5511999999999:+55 11 99999-9999',
  'END:VCARD',
].join('\n');

const ROWS: readonly [string, proto.IMessage, object][] = [
  ['a short text', { conversation: 'Hi' }, { type: 'text', content: 'Hi' }],
  ['a text', { extendedTextMessage: { text: 'Hello' } }, { type: 'text', content: 'Hello' }],
  [
    'a forwarded text',
    { extendedTextMessage: { text: 'Look', contextInfo: { isForwarded: true } } },
    { type: 'text', content: 'Look', isForwarded: true },
  ],
  [
    'a place',
    {
      locationMessage: {
        degreesLatitude: -23.55,
        degreesLongitude: -46.63,
        name: 'Office',
        address: 'Main St 1',
      },
    },
    {
      type: 'location',
      content: '📍 Office\nMain St 1\nLat: -23.55, Long: -46.63',
      location: {
        latitude: -23.55,
        longitude: -46.63,
        name: 'Office',
        address: 'Main St 1',
        isLive: false,
      },
    },
  ],
  [
    'a place without a name',
    { locationMessage: { degreesLatitude: 1, degreesLongitude: 2 } },
    {
      type: 'location',
      content: 'Lat: 1, Long: 2',
      location: { latitude: 1, longitude: 2, name: '', address: '', isLive: false },
    },
  ],
  [
    'a live place',
    { liveLocationMessage: { degreesLatitude: 1.5, degreesLongitude: 2 } },
    {
      type: 'location',
      content: 'Lat: 1.5, Long: 2',
      location: { latitude: 1.5, longitude: 2, name: '', address: '', isLive: true },
    },
  ],
  [
    'a contact',
    { contactMessage: { displayName: 'Ana', vcard: VCARD } },
    {
      type: 'contact',
      content: 'Ana',
      contact: { display_name: 'Ana', phone_number: '5511999999999', vcard: VCARD },
    },
  ],
  [
    'several contacts',
    {
      contactsArrayMessage: {
        contacts: [
          { displayName: 'Ana', vcard: VCARD },
          { displayName: 'Bob', vcard: 'BEGIN:VCARD\nitem1.TEL:+1 (555) 0100\nEND:VCARD' },
        ],
      },
    },
    {
      type: 'contact',
      content: 'Ana, Bob',
      contact: { display_name: 'Ana', phone_number: '5511999999999', vcard: VCARD },
      contacts: [
        { display_name: 'Ana', phone_number: '5511999999999', vcard: VCARD },
        {
          display_name: 'Bob',
          phone_number: '15550100',
          vcard: 'BEGIN:VCARD\nitem1.TEL:+1 (555) 0100\nEND:VCARD',
        },
      ],
    },
  ],
  ...(['pollCreationMessage', 'pollCreationMessageV2', 'pollCreationMessageV3'] as const).map(
    (name): [string, proto.IMessage, object] => [
      `a poll as ${name}`,
      {
        [name]: {
          name: 'Which?',
          options: [{ optionName: 'A' }, { optionName: 'B' }],
          selectableOptionsCount: 1,
        },
      },
      {
        type: 'poll',
        content: 'Which?\n1. A\n2. B',
        poll: { title: 'Which?', options: [{ name: 'A' }, { name: 'B' }], selectableCount: 1 },
      },
    ],
  ),
  [
    'an event',
    {
      eventMessage: {
        name: 'Demo',
        startTime: SECONDS,
        description: 'Bring a cup',
        location: { name: 'Room 1' },
        joinLink: 'https://call.whatsapp.com/video/x',
      },
    },
    {
      type: 'event',
      content: 'Demo',
      event: {
        name: 'Demo',
        startAt: MOMENT,
        endAt: null,
        description: 'Bring a cup',
        location: 'Room 1',
        joinLink: 'https://call.whatsapp.com/video/x',
        isCanceled: false,
      },
    },
  ],
  [
    'an event that was called off',
    { eventMessage: { name: 'Demo', isCanceled: true } },
    {
      type: 'event',
      content: 'Demo',
      event: {
        name: 'Demo',
        startAt: null,
        endAt: null,
        description: '',
        location: null,
        joinLink: null,
        isCanceled: true,
      },
    },
  ],
  [
    'a kind that nobody reads',
    { productMessage: { body: 'Shoes' } },
    { type: 'unknown', content: '' },
  ],
];

const MENUS: readonly [string, proto.IMessage, object][] = [
  [
    'buttons',
    { buttonsMessage: { contentText: 'Which one?' } },
    { type: 'buttons', content: 'Which one?' },
  ],
  ['buttons without a text', { buttonsMessage: {} }, { type: 'buttons', content: '' }],
  [
    'a list',
    { listMessage: { description: 'Choose', title: 'Menu' } },
    { type: 'list', content: 'Choose' },
  ],
  [
    'a native flow',
    { viewOnceMessage: { message: { interactiveMessage: { body: { text: 'Tap' } } } } },
    { type: 'interactive', content: 'Tap' },
  ],
  [
    'a template',
    { templateMessage: { hydratedTemplate: { hydratedContentText: 'Tap' } } },
    { type: 'interactive', content: 'Tap' },
  ],
];

describe('A message that holds', () => {
  it.each(ROWS)('%s is told in its own words', (_, content, expected) => {
    expect(bodyOf(content)).toEqual(whole(expected));
  });

  it.each(MENUS)('%s, sent by us, tells its text and no block', (_, content, expected) => {
    expect(bodyOf(content, { fromMe: true, participant: OWN.jid })).toEqual(whole(expected));
  });

  it.each<[string, proto.IMessage | undefined]>([
    ['nothing', undefined],
    ['keys for a group', { senderKeyDistributionMessage: { groupId: 'g' } }],
    ['a setting of the protocol', { protocolMessage: { type: 3, ephemeralExpiration: 86_400 } }],
    ['a vote that needs a secret', { pollUpdateMessage: { vote: {} } }],
    ['an answer that needs a secret', { encEventResponseMessage: {} }],
    ['an edit that needs a secret', { secretEncryptedMessage: {} }],
    ['a pin', { pinInChatMessage: { type: 1 } }],
    ['the announcement of an album', { albumMessage: { expectedImageCount: 2 } }],
    ['the ringing of a group', { call: { callKey: Buffer.from('A1') } }],
    ['an empty wrapper', { ephemeralMessage: {} }],
  ])('%s is told to nobody', (_, content) => {
    const message = content ? received(content) : { ...received({}), message: null };
    expect(exchangeOf(message)).toBeUndefined();
  });
});
