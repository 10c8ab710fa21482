import { describe, expect, it } from '@jest/globals';
import {
  sendContact,
  sendEvent,
  sendLocation,
  sendPoll,
  sendReaction,
  sendStatus,
  parseBody,
} from '@starling/contract';
import { type proto } from '@whiskeysockets/baileys';
import { contentOf, judged, relayed, saidOf } from '../../testing/composed.js';
import { BOB, GROUP } from '../../testing/translation.js';
import { composeContact, vcardOf } from './contact.js';
import { composeEvent } from './event.js';
import { composeLocation } from './location.js';
import { composePoll } from './poll.js';
import { composeReaction } from './reaction.js';
import { composeStory } from './story.js';

/*
 * From a body as a client sends it to the bytes that are encrypted: judged by the contract, composed here, made whole
 * by Baileys, encoded and decoded. Who gets it and how it is relayed is proven elsewhere.
 */
describe('A place', () => {
  it('has no line for what it is not called', async () => {
    const bare = composeLocation(judged(sendLocation, { latitude: 1.5, longitude: -2 }));
    const { locationMessage } = await contentOf(bare);
    expect(locationMessage).toEqual({ degreesLatitude: 1.5, degreesLongitude: -2 });
    expect((await saidOf(bare)).content).toBe('Lat: 1.5, Long: -2');
  });
});

describe('Contact cards', () => {
  const ana = { fullName: 'Ana', phone: '+55 11 98888-7777' };

  it('are a contact when there is one, and a list of contacts when there are more', async () => {
    const one = composeContact(judged(sendContact, { vcard: [ana] }));
    expect((await contentOf(one)).contactMessage?.displayName).toBe('Ana');
    const two = composeContact(judged(sendContact, { vcard: [ana, { ...ana, fullName: 'Bob' }] }));
    const { contactsArrayMessage } = await contentOf(two);
    expect(contactsArrayMessage?.contacts?.map(({ displayName }) => displayName)).toEqual([
      'Ana',
      'Bob',
    ]);
    expect(await saidOf(two)).toMatchObject({ messageType: 'contact', content: 'Ana, Bob' });
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
        name: 'Demo',
        startAt: '2026-05-04T15:00:00-03:00',
        endAt: '2026-05-04T16:00:00-03:00',
        description: 'All of it',
        joinLink: 'https://a/b',
        hasReminder: true,
        reminderOffsetSec: 900,
        extraGuestsAllowed: true,
        isScheduleCall: true,
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
    expect((await contentOf(reaction)).reactionMessage).toMatchObject({
      text: '👍',
      key: { remoteJid: GROUP, id: 'A', fromMe: false, participant: BOB.jid },
    });
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
    const { extendedTextMessage } = await contentOf(composeStory(story({})));
    expect(extendedTextMessage).toEqual({ text: 'Hi', font: 'SYSTEM' });
  });
});
