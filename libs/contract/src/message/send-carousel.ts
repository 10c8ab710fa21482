import { z } from 'zod';
import { breaks, optional } from '../fields/leniency.js';
import { longText, shortText } from '../fields/limited-text.js';
import { file, longWords, requireField, words } from './kind-fields.js';
import { buttonsField, judgeButtons, type MenuButton } from './menu-buttons.js';
import { plainMessageBody } from './message-body.js';
import { type HeaderMedia } from './send-button.js';
import { sending } from './sending.js';
import { exampleOfSent } from './sent-reply.js';

const MAX_CARDS = 10;

export interface CarouselCard {
  readonly title: string;
  readonly subtitle: string;
  readonly media: HeaderMedia | undefined;
  readonly text: string;
  readonly footer: string;
  readonly buttons: readonly MenuButton[];
}

export interface CarouselContent {
  /** The text above the cards; may be empty. */
  readonly message: string;
  readonly footer: string;
  readonly cards: readonly CarouselCard[];
}

const card = z.object({
  header: optional(
    z.object({
      title: optional(shortText).describe('Required'),
      subtitle: words,
      imageUrl: file,
      videoUrl: file.describe('A URL, a data URI or bare base64; ignored with an image'),
    }),
  ),
  body: optional(z.object({ text: optional(longText).describe('Required') })),
  footer: words,
  buttons: buttonsField,
});

const fields = {
  message: longWords.describe('The text above the cards'),
  footer: words.describe('The text below the cards'),
  cards: optional(z.array(card)).describe(`1 to ${MAX_CARDS}`),
};
type Sent = z.output<z.ZodObject<typeof fields>>;
type SentCard = z.output<typeof card>;

function judge(sent: Sent, context: z.RefinementCtx): CarouselContent {
  const { message, footer, cards = [] } = sent;
  if (cards.length < 1 || cards.length > MAX_CARDS) breaks('InvalidCardCount')(context);
  return {
    message,
    footer,
    cards: cards.map((each, index) => judgeCard(each, `cards[${index}]`, context)),
  };
}

function judgeCard(sent: SentCard, where: string, context: z.RefinementCtx): CarouselCard {
  const { header, body, footer, buttons = [] } = sent;
  return {
    title: requireField(header?.title, `${where}.header.title`, context),
    subtitle: header?.subtitle ?? '',
    media: mediaOf(header),
    text: requireField(body?.text, `${where}.body.text`, context),
    footer,
    buttons: judgeButtons(buttons, `${where}.buttons`, context),
  };
}

function mediaOf(header: SentCard['header']): HeaderMedia | undefined {
  if (header?.imageUrl) return { kind: 'image', file: header.imageUrl };
  return header?.videoUrl && { kind: 'video', file: header.videoUrl };
}

export const sendCarousel = sending({
  name: 'message.sendCarousel',
  summary: 'Send cards to swipe through',
  path: 'carousel',
  body: plainMessageBody(fields, {}, judge),
  inlineFiles: ['cards[].header.imageUrl', 'cards[].header.videoUrl'],
  errors: [
    'InvalidCardCount',
    'FieldRequired',
    'InvalidButtonCount',
    'InvalidButtonType',
    'NotInNewsletters',
    'MediaUrlNotAllowed',
    'DownloadMediaFailed',
    'InvalidBase64Media',
    'UnsupportedMedia',
    'TooManyFiles',
    'AccountMediaQuotaExceeded',
  ],
  example: {
    body: {
      number: '5511999999999',
      message: 'New this week',
      cards: [
        {
          header: { title: 'Trail shoe', imageUrl: 'https://cdn.example.com/trail.jpg' },
          body: { text: 'Light and waterproof' },
          buttons: [{ id: 'buy-trail', displayText: 'Buy' }],
        },
        {
          header: { title: 'Road shoe', imageUrl: 'https://cdn.example.com/road.jpg' },
          body: { text: 'For long distances' },
          buttons: [{ id: 'buy-road', displayText: 'Buy' }],
        },
      ],
    },
    reply: exampleOfSent({
      messageType: 'interactive',
      content: 'New this week - Carousel with 2 card(s)',
    }),
  },
});
