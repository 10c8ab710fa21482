import {
  type BodyOf,
  type ContactCard,
  sendButton,
  sendCarousel,
  sendContact,
  sendEvent,
  sendForm,
  sendList,
  sendLocation,
  sendMedia,
  sendPix,
  sendPoll,
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

/** Every message that the API sends: one row for each `POST /api/message/*`. */
export const MESSAGE_KINDS = [
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
  kind(sendLocation, { compose: (location) => ({ kind: 'location', location }) }),
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
  kind(sendPoll, { compose: (poll) => ({ kind: 'poll', poll }) }),
  kind(sendEvent, { compose: (event) => ({ kind: 'event', event }) }),
  kind(sendStatus, {
    compose: composeStory,
    audience: ({ audience, lease }) => audience.of(lease),
  }),
  kind(sendButton, {
    isMenu: true,
    compose: async (buttons, context) => ({
      kind: 'buttons',
      buttons,
      header: await context.files.prepareHeader(context, buttons.media),
    }),
  }),
  kind(sendList, { isMenu: true, compose: (list) => ({ kind: 'list', list }) }),
  kind(sendCarousel, {
    isMenu: true,
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
  kind(sendForm, { isMenu: true, compose: (form) => ({ kind: 'form', form }) }),
  kind(sendPix, {
    isMenu: true,
    compose: (pix, _, { reserved }) => ({ kind: 'pix', pix, reference: reserved.messageId }),
  }),
];

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
