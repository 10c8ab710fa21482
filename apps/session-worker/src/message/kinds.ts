import {
  type BodyOf,
  type ContactCard,
  PLAIN_MESSAGES,
  sendButton,
  sendCarousel,
  sendContact,
  sendMedia,
  sendPix,
  sendReaction,
  sendStatus,
  sendSticker,
  sendText,
} from '@starling/contract';
import { firstLinkIn } from '@starling/domain';
import { type OutgoingContent } from '@starling/whatsapp';
import { type ComposeTools, kind } from './kind.js';
import { type SendContext } from './send-context.js';

type Tools = SendContext & ComposeTools;

/** Bodies that go to the engine as they are: their declaration names the content. */
const PLAIN_KINDS = PLAIN_MESSAGES.map((operation) =>
  kind(operation, {
    compose: (body) => ({ kind: operation.content, body }) as OutgoingContent,
  }),
);

/** Messages with work or words of their own: one row for each. */
const OTHER_KINDS = [
  kind(sendText, { compose: composeText }),
  kind(sendMedia, {
    compose: async ({ file, mediaType, ...said }, context) => ({
      kind: 'file',
      file: await context.files.prepare(context, file, { ...said, kind: mediaType }),
    }),
    activity: ({ isVoice }) => (isVoice ? 'recording' : 'composing'),
  }),
  kind(sendSticker, {
    compose: async ({ file }, context) => ({
      kind: 'file',
      file: await context.files.prepare(context, file, { kind: 'sticker' }),
    }),
  }),
  kind(sendContact, {
    compose: (contact) => ({ kind: 'contact', contact }),
    replyData: ({ cards }) => ({ vcard: cards.map(asSent) }),
    replyText: ({ cards: { length } }) =>
      length > 1 ? `${length} contacts sent successfully in one message` : undefined,
  }),
  kind(sendReaction, {
    compose: (reaction) => ({ kind: 'reaction', reaction }),
    replyText: ({ emoji }) =>
      emoji ? 'Reaction sent successfully' : 'Reaction removed successfully',
  }),
  kind(sendStatus, {
    compose: composeStory,
    audience: ({ audience, lease }) => audience.of(lease),
  }),
  kind(sendButton, {
    compose: async (buttons, context) => ({
      kind: 'buttons',
      buttons,
      header: await context.files.prepareHeader(context, buttons.media),
    }),
  }),
  kind(sendCarousel, {
    compose: async (carousel, context) => ({
      kind: 'carousel',
      carousel,
      headers: await Promise.all(
        carousel.cards.map(({ media }) => context.files.prepareHeader(context, media)),
      ),
    }),
    replyData: ({ message, cards }) => ({
      content: `${message} - Carousel with ${cards.length} card(s)`,
    }),
  }),
  kind(sendPix, {
    compose: (pix, _, { reserved }) => ({ kind: 'pix', pix, reference: reserved.messageId }),
  }),
];

/** Every message that the API sends. */
export const MESSAGE_KINDS = [...PLAIN_KINDS, ...OTHER_KINDS];

async function composeText(
  { message: text, linkPreview: isWished }: BodyOf<typeof sendText>,
  { mentions, lease, previews }: Tools,
): Promise<OutgoingContent> {
  const written = isWished ? firstLinkIn(text) : undefined;
  const preview = written && (await previews.of(written, lease.accountId));
  const link = preview ? { ...preview, written } : undefined;
  return { kind: 'text', text, mentions, link };
}

async function composeStory(
  { type, file, message, ...said }: BodyOf<typeof sendStatus>,
  context: Tools,
): Promise<OutgoingContent> {
  if (type === 'text' || !file) return { kind: 'story', story: { ...said, message } };
  const prepared = context.files.prepare(context, file, { ...said, caption: message, kind: type });
  return { kind: 'file', file: await prepared };
}

/** As the client sent it: without the fields that it left out. */
const asSent = ({ fullName, phone, ...more }: ContactCard) => ({
  fullName,
  phone,
  ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
});
