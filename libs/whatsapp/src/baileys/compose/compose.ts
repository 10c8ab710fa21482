import { type proto } from '@whiskeysockets/baileys';
import { type ContentOf, type FileContent, type OutgoingContent } from '../../port/outgoing.js';
import { composeButtons, composeCarousel } from './buttons.js';
import { composeContact } from './contact.js';
import { type BaileysContent } from './content.js';
import { composeEvent } from './event.js';
import { composeFile } from './file.js';
import { composeForm } from './form.js';
import { composeList } from './list.js';
import { composeLocation } from './location.js';
import { composePix } from './pix.js';
import { composePoll } from './poll.js';
import { composeReaction } from './reaction.js';
import { storedMessage } from './stored.js';
import { composeStory } from './story.js';
import { composeText } from './text.js';

/** What composing needs beside the content. */
export interface Composing {
  readonly jid: string;
  /** Uploads a file that goes into other content. */
  upload(file: FileContent): Promise<proto.IMessage>;
}

type Composers = {
  readonly [Kind in OutgoingContent['kind']]: (
    content: ContentOf<Kind>,
    composing: Composing,
  ) => BaileysContent | Promise<BaileysContent>;
};

const COMPOSERS: Composers = {
  text: ({ text, mentions = [], link }) => composeText(text, mentions, link),
  file: ({ file }) => composeFile(file),
  location: ({ body }) => composeLocation(body),
  contact: ({ contact }) => composeContact(contact),
  reaction: ({ reaction }, { jid }) => composeReaction(reaction, jid),
  poll: ({ body }) => composePoll(body),
  event: ({ body }) => composeEvent(body),
  form: ({ body }) => composeForm(body),
  pix: ({ pix, reference }) => composePix(pix, reference),
  list: ({ body }) => composeList(body),
  buttons: async ({ buttons, header }, { upload }) =>
    composeButtons(buttons, header && (await upload(header))),
  carousel: async ({ carousel, headers }, { upload }) =>
    composeCarousel(
      carousel,
      await Promise.all(headers.map(async (header) => header && (await upload(header)))),
    ),
  story: ({ story }) => composeStory(story),
  edit: ({ text, edited }) => ({ text, edit: edited }),
  revoke: ({ revoked }) => ({ delete: revoked }),
  forward: ({ original }) => ({ forward: storedMessage(original) }),
};

/** Makes Baileys' form of a message. */
export function compose(
  content: OutgoingContent,
  composing: Composing,
): BaileysContent | Promise<BaileysContent> {
  const composer = COMPOSERS[content.kind] as (
    one: OutgoingContent,
    with_: Composing,
  ) => BaileysContent | Promise<BaileysContent>;
  return composer(content, composing);
}
