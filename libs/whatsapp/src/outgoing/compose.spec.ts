import { describe, expect, it } from '@jest/globals';
import {
  type BodyOf,
  type Operation,
  parseBody,
  sendButton,
  sendCarousel,
  sendContact,
  sendEvent,
  sendForm,
  sendList,
  sendLocation,
  sendPix,
  sendPoll,
  sendReaction,
  sendStatus,
} from '@starling/contract';
import {
  generateWAMessage,
  generateWAMessageFromContent,
  type proto,
} from '@whiskeysockets/baileys';
import { type Outgoing } from '../engine/outgoing.js';
import { QUIET } from '../engine/quiet-logger.js';
import { ANA, BOB, contextWith, decoded, GROUP, OWN, received } from '../testing/translation.js';
import { composeButtons, composeCarousel } from './buttons.js';
import { composeContact, vcardOf } from './contact.js';
import { composeEvent } from './event.js';
import { composeForm } from './form.js';
import { composeList } from './list.js';
import { composeLocation } from './location.js';
import { composePix } from './pix.js';
import { composePoll } from './poll.js';
import { composeReaction } from './reaction.js';
import { sentData } from './sent-data.js';
import { composeStory } from './story.js';

/*
 * From a body as a client sends it to the bytes that are encrypted: judged by the contract, composed here, made whole
 * by Baileys, encoded and decoded. Who gets it and how it is relayed is proven elsewhere.
 */
const NUMBER = { number: ANA.jid };
const quoted = received({ conversation: 'Well?' }, { id: 'QUOTED' });

async function relayed(content: Outgoing['content'], more: object = {}) {
  const options = { userJid: OWN.jid, messageId: '3EB0AA', ...more };
  const message =
    'composed' in content
      ? generateWAMessageFromContent(ANA.jid, content.composed, options)
      : await generateWAMessage(ANA.jid, content, {
          ...{ ...options, logger: QUIET },
          upload: () => Promise.reject(new Error('nothing to upload')),
        });
  return { ...message, message: decoded(message.message as proto.IMessage), source: 'api' };
}

const judged = <O extends Operation>(operation: O, sent: object): BodyOf<O> =>
  parseBody(operation, { ...NUMBER, ...sent });

const content = async (outgoing: Outgoing['content']): Promise<proto.IMessage> =>
  (await relayed(outgoing)).message.toJSON();

/** What the reply says of it. */
const said = async (outgoing: Outgoing['content']) =>
  sentData(await relayed(outgoing), contextWith());

const interactive = async (outgoing: Outgoing['content']) => {
  const { viewOnceMessage } = await content(outgoing);
  expect(viewOnceMessage?.message?.messageContextInfo).toMatchObject({
    ...{ deviceListMetadata: {}, deviceListMetadataVersion: 2 },
  });
  return viewOnceMessage?.message?.interactiveMessage as proto.Message.IInteractiveMessage;
};

const flowOf = ({ nativeFlowMessage }: proto.Message.IInteractiveMessage) =>
  nativeFlowMessage?.buttons?.map(({ name, buttonParamsJson }) => [
    name,
    JSON.parse(buttonParamsJson ?? '') as unknown,
  ]);

describe('A place', () => {
  it('has no line for what it is not called', async () => {
    const bare = composeLocation(judged(sendLocation, { latitude: 1.5, longitude: -2 }));
    const { locationMessage } = await content(bare);
    expect(locationMessage).toEqual({ degreesLatitude: 1.5, degreesLongitude: -2 });
    expect((await said(bare)).content).toBe('Lat: 1.5, Long: -2');
  });
});

describe('Contact cards', () => {
  const ana = { fullName: 'Ana', phone: '+55 11 98888-7777' };

  it('are a contact when there is one, and a list of contacts when there are more', async () => {
    const one = composeContact(judged(sendContact, { vcard: [ana] }));
    expect((await content(one)).contactMessage?.displayName).toBe('Ana');
    const two = composeContact(judged(sendContact, { vcard: [ana, { ...ana, fullName: 'Bob' }] }));
    const { contactsArrayMessage } = await content(two);
    expect(contactsArrayMessage?.contacts?.map(({ displayName }) => displayName)).toEqual([
      ...['Ana', 'Bob'],
    ]);
    expect(await said(two)).toMatchObject({ messageType: 'contact', content: 'Ana, Bob' });
  });

  it('let nobody add a line through a field', () => {
    const more = { organization: 'A;B', email: 'a@b.example', url: 'https://a' };
    expect(vcardOf({ ...ana, ...more, fullName: 'Ana\r\nTEL:1, x' }).split('\n')).toEqual([
      'BEGIN:VCARD',
      'VERSION:3.0',
      String.raw`N:;Ana\nTEL:1\, x;;;`,
      String.raw`FN:Ana\nTEL:1\, x`,
      String.raw`ORG:A\;B;`,
      'TEL;type=CELL;waid=5511988887777:+5511988887777',
      'EMAIL:a@b.example',
      'URL:https://a',
      'END:VCARD',
    ]);
  });
});

describe('A poll', () => {
  it('lets as many be chosen as it says, and has a secret to read votes by', async () => {
    const sent = { question: 'Which?', options: ['A', 'B', 'C'], maxAnswer: 2 };
    const { message } = await relayed(composePoll(judged(sendPoll, sent)));
    const poll = message.pollCreationMessage ?? message.pollCreationMessageV3;
    expect(poll).toMatchObject({ name: 'Which?', selectableOptionsCount: 2 });
    expect(message.messageContextInfo?.messageSecret).toHaveLength(32);
  });
});

describe('An event', () => {
  it('has all that Baileys has no words for, and a secret to read answers by', async () => {
    const outgoing = composeEvent(
      judged(sendEvent, {
        ...{
          name: 'Demo',
          startAt: '2026-05-04T15:00:00-03:00',
          endAt: '2026-05-04T16:00:00-03:00',
        },
        ...{ description: 'All of it', joinLink: 'https://a/b', hasReminder: true },
        ...{ reminderOffsetSec: 900, extraGuestsAllowed: true, isScheduleCall: true },
        location: { name: 'Office', latitude: 1.5 },
      }),
    );
    const { message } = await relayed(outgoing);
    expect(message.messageContextInfo?.messageSecret).toHaveLength(32);
    expect((message.toJSON() as proto.IMessage).eventMessage).toEqual({
      name: 'Demo',
      description: 'All of it',
      startTime: '1777917600',
      endTime: '1777921200',
      location: { name: 'Office', address: '', degreesLatitude: 1.5 },
      joinLink: 'https://a/b',
      isScheduleCall: true,
      hasReminder: true,
      reminderOffsetSec: '900',
      extraGuestsAllowed: true,
      isCanceled: false,
    });
  });
});

describe('A reaction', () => {
  it('names the message as whoever wrote it knows it', async () => {
    const sent = { number: GROUP, messageId: 'A', reaction: '👍', participant: BOB.jid };
    const reaction = composeReaction(judged(sendReaction, sent), GROUP);
    expect((await content(reaction)).reactionMessage).toMatchObject({
      text: '👍',
      key: { remoteJid: GROUP, id: 'A', fromMe: false, participant: BOB.jid },
    });
  });
});

describe('Buttons', () => {
  const buttons = [
    { id: 'yes', displayText: 'Yes' },
    { id: '+5511999999999', displayText: 'Call', type: 'CALL' },
    { id: 'CODE', displayText: 'Copy', type: 'COPY' },
  ];
  const body = judged(sendButton, { contentText: 'Well?', headerText: 'Top', buttons });

  it('each have their own way to say what they do', async () => {
    const menu = await interactive(composeButtons(body, undefined));
    expect(menu).toMatchObject({ header: { title: 'Top' }, body: { text: 'Well?' } });
    expect(flowOf(menu)).toEqual([
      ['quick_reply', { display_text: 'Yes', id: 'yes' }],
      ['cta_call', { display_text: 'Call', phone_number: '+5511999999999' }],
      ['cta_copy', { display_text: 'Copy', copy_code: 'CODE', id: 'CODE' }],
    ]);
  });

  it('stand below a file that was uploaded before', async () => {
    const menu = await interactive(composeButtons(body, { imageMessage: { url: 'https://m/i' } }));
    expect(menu.header).toMatchObject({
      ...{ hasMediaAttachment: true, imageMessage: { url: 'https://m/i' } },
    });
  });

  it('quote what they answer, inside their wrapper', async () => {
    const { message } = await relayed(composeButtons(body, undefined), { quoted });
    const { viewOnceMessage } = message;
    expect(viewOnceMessage?.message?.interactiveMessage?.contextInfo?.stanzaId).toBe('QUOTED');
  });
});

describe('The other menus', () => {
  it('of a carousel has cards with what is in each', async () => {
    const header = { title: 'T', subtitle: 'S', videoUrl: 'https://a/b' };
    const cards = [{ header, body: { text: 'B' }, footer: 'F' }];
    const body = judged(sendCarousel, { message: 'M', footer: 'End', cards });
    const menu = await interactive(composeCarousel(body, [{ videoMessage: { url: 'https://m' } }]));
    expect(menu).toMatchObject({ body: { text: 'M' }, footer: { text: 'End' } });
    expect(menu.carouselMessage?.cards).toMatchObject([
      {
        header: { title: 'T', subtitle: 'S', videoMessage: { url: 'https://m' } },
        body: { text: 'B' },
        footer: { text: 'F' },
      },
    ]);
  });

  it('of a list has no wrapper', async () => {
    const rows = [{ id: 'a', title: 'A', description: 'first' }];
    const sent = {
      contentText: 'Well?',
      buttonText: 'Open',
      footerText: 'F',
      sections: [{ rows }],
    };
    const list = composeList(judged(sendList, sent));
    expect((await content(list)).listMessage).toMatchObject({
      ...{ listType: 'SINGLE_SELECT', description: 'Well?', buttonText: 'Open', footerText: 'F' },
      sections: [{ rows: [{ rowId: 'a', title: 'A', description: 'first' }] }],
    });
    expect(await said(list)).toMatchObject({ messageType: 'list', content: 'Well?' });
  });

  it('of a form asks for what it was told, or for what the given parameters say', async () => {
    const sent = { message: 'Who?', formType: 'contact_details', buttonLabel: 'Fill in' };
    const form = composeForm(judged(sendForm, { ...sent, emailVisible: true }));
    const [[name, params] = []] = flowOf(await interactive(form)) ?? [];
    expect(name).toBe('galaxy_message');
    expect(params).toMatchObject({
      ...{ flow_message_version: '3', flow_cta: 'Fill in', form_type: 'contact_details' },
      ...{ email_visible: true, full_name_visible: false },
    });
    const own = composeForm(judged(sendForm, { ...sent, buttonParamsJSON: '{"a": 1}' }));
    const menu = await interactive(own);
    expect(menu.nativeFlowMessage?.buttons?.[0]?.buttonParamsJson).toBe('{"a": 1}');
    expect(await said(own)).toMatchObject({ messageType: 'interactive', content: 'Who?' });
  });

  it('of a PIX key sums up its items in whole cents', async () => {
    const items = [
      { name: 'Bread', quantity: 3, unitPrice: 0.1 },
      { name: 'Milk', unitPrice: 7.5 },
    ];
    const sent = { merchantName: 'Bakery', pixKey: 'k-1', pixKeyType: 'RANDOM', items };
    const pix = composePix(judged(sendPix, sent), 'REF');
    expect(flowOf(await interactive(pix))).toMatchObject([
      [
        'payment_info',
        {
          ...{ currency: 'BRL', reference_id: 'REF', total_amount: { value: 780, offset: 100 } },
          order: { items: [{ name: 'Bread', quantity: 3 }, { amount: { value: 750 } }] },
          payment_settings: [
            { pix_static_code: { merchant_name: 'Bakery', key: 'k-1', key_type: 'EVP' } },
          ],
        },
      ],
    ]);
    expect((await said(pix)).content).toBe('Bakery');
  });
});

describe('A story', () => {
  const story = (sent: object) => parseBody(sendStatus, { type: 'text', message: 'Hi', ...sent });

  it.each([
    ['#1E6E4F', 0xff1e6e4f],
    ['#1e6e4f80', 0x801e6e4f],
    ['#00000000', 0],
  ])('on a ground of %s has its opacity first', async (backgroundColor, backgroundArgb) => {
    const { message } = await relayed(composeStory(story({ backgroundColor, font: 'serif' })));
    expect(message.extendedTextMessage).toMatchObject({ text: 'Hi', font: 7, backgroundArgb });
  });

  it('has no ground of its own unless it is told one', async () => {
    const { extendedTextMessage } = await content(composeStory(story({})));
    expect(extendedTextMessage).toEqual({ text: 'Hi', font: 'SYSTEM' });
  });
});
