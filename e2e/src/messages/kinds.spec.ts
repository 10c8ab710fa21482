import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServices } from '@starling/testing';
import { Fleet } from '../sessions/fleet.js';
import { Sending } from './sending.js';

/*
 * Real processes from the HTTP request to a virtual contact, who decrypts what reaches it: for each kind the reply and
 * what the contact has on its phone.
 */
let sending: Sending;
let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.start(testServices(), 1);
  sending = await Sending.from(fleet, 'sender');
});

afterAll(() => fleet.stop());

const inFlow = (interactiveMessage: object) => ({
  viewOnceMessage: {
    message: { messageContextInfo: { deviceListMetadataVersion: 2 }, interactiveMessage },
  },
});
const flowOf = (...buttons: [string, object][]) => ({
  buttons: buttons.map(([name, params]) => ({
    name,
    buttonParamsJson: JSON.stringify(params),
  })),
});

const PIX = {
  merchantName: 'Padaria',
  pixKey: '123.456.789-09',
  pixKeyType: 'CPF',
  message: 'Order 7',
  items: [{ name: 'Bread', quantity: 2, unitPrice: 7.5 }],
};

const KINDS: [kind: string, body: object, data: object, content: object][] = [
  [
    'text',
    { message: 'Hello *you*', source: 'crm' },
    { messageType: 'text', content: 'Hello *you*', source: 'crm' },
    { extendedTextMessage: { text: 'Hello *you*' } },
  ],
  [
    'location',
    { latitude: -23.5, longitude: -46.6, name: 'Office', address: 'Street 1' },
    { messageType: 'location', content: '📍 Office\nStreet 1\nLat: -23.5, Long: -46.6' },
    { locationMessage: { degreesLatitude: -23.5, degreesLongitude: -46.6, name: 'Office' } },
  ],
  [
    'contact',
    { vcard: { fullName: 'Ana; Souza', phone: '+55 11 98888-7777', email: 'a@b.c' } },
    {
      messageType: 'contact',
      content: 'Ana; Souza',
      vcard: [{ fullName: 'Ana; Souza', phone: '+55 11 98888-7777', email: 'a@b.c' }],
    },
    {
      contactMessage: {
        displayName: 'Ana; Souza',
        vcard: expect.stringContaining('TEL;type=CELL;waid=5511988887777:+5511988887777'),
      },
    },
  ],
  [
    'poll',
    { question: 'Which?', options: ['A', 'B'], maxAnswer: 9 },
    { messageType: 'poll', content: 'Which?\n1. A\n2. B' },
    {
      pollCreationMessage: {
        name: 'Which?',
        selectableOptionsCount: 2,
        options: [{ optionName: 'A' }, { optionName: 'B' }],
      },
      messageContextInfo: { messageSecret: expect.anything() },
    },
  ],
  [
    'event',
    {
      name: 'Demo',
      startAt: '2027-05-04T15:00:00-03:00',
      joinLink: 'https://x/y',
      hasReminder: true,
    },
    { messageType: 'event', content: 'Demo' },
    {
      eventMessage: { name: 'Demo', joinLink: 'https://x/y', hasReminder: true },
      messageContextInfo: { messageSecret: expect.anything() },
    },
  ],
  [
    'button',
    {
      contentText: 'Confirm?',
      footerText: 'Acme',
      buttons: [
        { id: 'yes', displayText: 'Yes' },
        { id: 'https://x', displayText: 'See', type: 'url' },
        { id: 'ABC', displayText: 'Copy', type: 'COPY' },
      ],
    },
    { messageType: 'buttons', content: 'Confirm?' },
    inFlow({
      body: { text: 'Confirm?' },
      footer: { text: 'Acme' },
      nativeFlowMessage: flowOf(
        ['quick_reply', { display_text: 'Yes', id: 'yes' }],
        ['cta_url', { display_text: 'See', url: 'https://x', merchant_url: 'https://x' }],
        ['cta_copy', { display_text: 'Copy', copy_code: 'ABC', id: 'ABC' }],
      ),
    }),
  ],
  [
    'list',
    {
      contentText: 'Order?',
      buttonText: 'Menu',
      sections: [{ title: 'Pizza', rows: [{ id: 'm', title: 'Margherita' }] }],
    },
    { messageType: 'list', content: 'Order?' },
    {
      listMessage: {
        description: 'Order?',
        buttonText: 'Menu',
        sections: [{ title: 'Pizza', rows: [{ rowId: 'm', title: 'Margherita' }] }],
      },
    },
  ],
  [
    'carousel',
    {
      message: 'New',
      cards: [
        { header: { title: 'One' }, body: { text: 'first' } },
        { header: { title: 'Two' }, body: { text: 'second' } },
      ],
    },
    { messageType: 'interactive', content: 'New - Carousel with 2 card(s)' },
    inFlow({
      body: { text: 'New' },
      carouselMessage: {
        cards: [
          { header: { title: 'One' }, body: { text: 'first' } },
          { header: { title: 'Two' }, body: { text: 'second' } },
        ],
      },
    }),
  ],
  [
    'form',
    { message: 'Tell us', formType: 'contact_details', buttonLabel: 'Fill in' },
    { messageType: 'interactive', content: 'Tell us' },
    inFlow({ nativeFlowMessage: { buttons: [{ name: 'galaxy_message' }] } }),
  ],
  [
    'pix',
    PIX,
    { messageType: 'interactive', content: 'Order 7' },
    inFlow({
      nativeFlowMessage: {
        buttons: [
          {
            name: 'payment_info',
            buttonParamsJson: expect.stringContaining('"key":"12345678909","key_type":"CPF"'),
          },
        ],
      },
    }),
  ],
];

describe('A message of each kind', () => {
  it.each(KINDS)('%s is on the phone of the contact, and so says the reply', async (...row) => {
    const [kind, body, data, content] = row;
    const { reply, received } = await sending.send(kind, body);
    expect(received.message).toMatchObject(content);
    const { contact } = sending.linked;
    expect(reply).toMatchObject({
      success: true,
      status: 'sent',
      messageId: received.id,
      message: 'Message sent successfully',
      data: {
        messageId: received.id,
        direction: 'outgoing',
        source: 'api',
        chat: { jid: contact.jid, type: 'private' },
        ...data,
      },
    });
  });

  it('several contacts are one message, and so says the reply', async () => {
    const vcard = ['Ana', 'Bob'].map((fullName) => ({ fullName, phone: '5511988887777' }));
    const { reply, received } = await sending.send('contact', { vcard });
    expect(reply).toMatchObject({ message: '2 contacts sent successfully in one message' });
    expect(reply).toMatchObject({ data: { content: 'Ana, Bob', vcard } });
    expect(received.message.contactsArrayMessage?.contacts).toHaveLength(2);
  });

  it('a reaction names its target, and can be taken back', async () => {
    const { contact, phone } = sending.linked;
    const { id: messageId } = await contact.send(phone, { text: 'Well?' });
    await sending.stored(messageId);
    const given = await sending.send('reaction', { messageId, reaction: '👍' });
    expect(given.received.message.reactionMessage).toMatchObject({
      text: '👍',
      key: { id: messageId },
    });
    expect(given.reply).toMatchObject({
      message: 'Reaction sent successfully',
      data: { messageType: 'reaction', content: '👍', replyTo: { messageId } },
    });
    const { reply } = await sending.send('reaction', { messageId, reaction: 'remove' });
    expect(reply).toMatchObject({
      message: 'Reaction removed successfully',
      data: { content: '', replyTo: { messageId } },
    });
  });
});

describe('A story', () => {
  it('reaches the people the instance knows, on a ground of its own', async () => {
    const { contact, phone } = sending.linked;
    const { id } = await contact.send(phone, { text: 'hello' });
    await sending.stored(id);
    const { reply, received } = await sending.send('status', {
      type: 'text',
      message: 'Open until nine',
      backgroundColor: '#1E6E4F',
      font: 'bold',
    });
    expect(received).toMatchObject({
      chat: 'status@broadcast',
      message: {
        extendedTextMessage: { text: 'Open until nine', backgroundArgb: 0xff1e6e4f, font: 6 },
      },
    });
    expect(reply).toMatchObject({
      data: { messageType: 'text', chat: { jid: 'status@broadcast', type: 'status' } },
    });
  });
});
