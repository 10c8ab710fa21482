import { describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../openapi/document.js';
import { type Operation } from '../operation/operation.js';
import { parseBody } from '../operation/parse-request.js';
import { sendButton } from './send-button.js';
import { sendCarousel } from './send-carousel.js';
import { sendContact } from './send-contact.js';
import { sendEvent } from './send-event.js';
import { sendForm } from './send-form.js';
import { sendList } from './send-list.js';
import { sendLocation } from './send-location.js';
import { sendMedia } from './send-media.js';
import { sendPix } from './send-pix.js';
import { sendPoll } from './send-poll.js';
import { sendReaction } from './send-reaction.js';
import { sendStatus } from './send-status.js';
import { sendSticker } from './send-sticker.js';

const ADDRESSED: Operation[] = [
  sendMedia,
  sendSticker,
  sendLocation,
  sendContact,
  sendReaction,
  sendPoll,
  sendCarousel,
  sendButton,
  sendList,
  sendForm,
  sendPix,
  sendEvent,
];
const KINDS = [...ADDRESSED, sendStatus].map((kind) => [kind.name, kind] as const);

/** The first error of each kind, for a body that has only the number. */
const FIRST_ERRORS: Record<string, string> = {
  'message.sendMedia': "Invalid mediaType. Use 'image', 'video', 'document' or 'audio'",
  'message.sendSticker': 'imageUrl is required',
  'message.sendLocation': 'Latitude and longitude are required',
  'message.sendContact': 'vcard is required',
  'message.sendReaction': 'messageId is required',
  'message.sendPoll': 'question is required',
  'message.sendCarousel': 'cards must have between 1 and 10 items',
  'message.sendButton': 'contentText is required',
  'message.sendList': 'contentText is required',
  'message.sendForm': 'message is required',
  'message.sendPix': 'merchantName is required',
  'message.sendEvent': 'name is required',
};

function refusal(kind: Operation, sent: unknown): string {
  try {
    return `kept ${JSON.stringify(parseBody(kind, sent))}`;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('Every kind of message', () => {
  it.each(KINDS)('%s takes its own example, and answers with it', (_, kind) => {
    const { body, reply } = kind.example;
    expect(refusal(kind, body)).toMatch(/^kept /);
    expect(kind.reply.parse(reply)).toEqual(reply);
  });

  it.each(KINDS)('%s is described as it is declared', (_, kind) => {
    const { paths } = openApiDocument([kind], { version: '1.0.0', baseUrl: 'https://x.example' });
    const described = (paths as Record<string, { post?: { operationId: string } }>)[
      kind.path.replace(':instance', '{instance}')
    ];
    expect(described?.post?.operationId).toBe(kind.name);
  });

  it.each(KINDS)(
    '%s is of JSON alone once it is judged, for it travels to the owner',
    (_, kind) => {
      const body: unknown = parseBody(kind, kind.example.body);
      const travelled: unknown = JSON.parse(JSON.stringify(body));
      expect(travelled).toEqual(body);
    },
  );

  it.each(ADDRESSED.map((kind) => [kind.name, kind] as const))(
    '%s says a wrong type first, then the number, then its own, and a wrong number last',
    (name, kind) => {
      const example = kind.example.body as object;
      expect(refusal(kind, { number: [] })).toMatch(/^Invalid request body: number: /);
      expect(refusal(kind, {})).toBe('Number is required');
      expect(refusal(kind, { number: 'x' })).toBe(FIRST_ERRORS[name]);
      expect(refusal(kind, { ...example, number: 'x' })).toBe('Invalid number: x');
    },
  );

  it.each(ADDRESSED.map((kind) => [kind.name, kind] as const))(
    '%s knows its way and its tag, in the same words as all the others',
    (_, kind) => {
      const { number, ...example } = kind.example.body as { number: string };
      const sent = { ...example, to: number, source: '', delay: null };
      expect(parseBody(kind, sent)).toMatchObject({
        delaySeconds: 0,
        replyPrivate: false,
        mention: [],
        mentionAll: false,
        source: 'api',
      });
    },
  );

  it('is described with the fields that it cannot do without', () => {
    const { paths } = openApiDocument([sendPoll], { version: '1', baseUrl: 'https://x.example' });
    expect(JSON.stringify(paths)).toContain('"required":["number","question","options"]');
  });

  it('but text and media mentions no one, and a reaction quotes nothing and does not wait', () => {
    const all = { delay: 3, replyTo: 'A', replyPrivate: true, mention: ['1'], mentionAll: true };
    const way = (kind: Operation) =>
      parseBody(kind, { ...(kind.example.body as object), ...all }) as object;
    const told = { delaySeconds: 3, replyTo: 'A', replyPrivate: true };
    expect(way(sendMedia)).toMatchObject({ ...told, mention: ['1'], mentionAll: true });
    expect(way(sendPoll)).toMatchObject({ ...told, mention: [], mentionAll: false });
    expect(way(sendReaction)).toMatchObject({ delaySeconds: 0, replyTo: undefined, mention: [] });
    expect(way(sendStatus)).toMatchObject({ delaySeconds: 0, replyTo: undefined, mention: [] });
  });

  it('but a story can go wrong by its number, or by what it quotes', () => {
    const ofAddressed = ['NumberRequired', 'InvalidNumber', 'NumberNotOnWhatsApp'] as const;
    const wrong = [...ofAddressed, 'VerifyNumberFailed', 'QuotedMessageNotFound'] as const;
    const those = (kind: Operation) => wrong.filter((code) => kind.errors.includes(code));
    expect(ADDRESSED.map(those)).toEqual(ADDRESSED.map(() => wrong));
    expect(those(sendStatus)).toEqual([]);
  });
});
