import { z } from 'zod';
import { breaks, optional } from '../fields/leniency.js';
import { longText, shortText } from '../fields/limited-text.js';
import { requireField, words } from './kind-fields.js';
import { plainMessageBody, requiredText } from './message-body.js';
import { sendingPlain } from './sending.js';
import { exampleOfSent } from './sent-reply.js';

const MAX_SECTIONS = 10;
const MAX_ROWS = 10;

export interface ListRow {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

export interface ListSection {
  readonly title: string;
  readonly rows: readonly ListRow[];
}

export interface ListContent {
  readonly contentText: string;
  readonly buttonText: string;
  readonly headerText: string;
  readonly footerText: string;
  readonly sections: readonly ListSection[];
}

const row = z.object({
  id: optional(shortText).describe('Required; all different'),
  title: optional(shortText).describe('Required'),
  description: words,
});
const section = z.object({ title: words, rows: optional(z.array(row)) });

const fields = {
  contentText: requiredText('ContentTextRequired', longText),
  buttonText: requiredText('ButtonTextRequired', shortText).describe(
    'On the button that opens the list',
  ),
  sections: optional(z.array(section)).describe('1 to 10, of 1 to 10 rows each'),
  headerText: words,
  footerText: words,
};
type Sent = z.output<z.ZodObject<typeof fields>>;
type SentSection = z.output<typeof section>;

function judge({ sections: sent = [], ...texts }: Sent, context: z.RefinementCtx): ListContent {
  if (sent.length < 1 || sent.length > MAX_SECTIONS) breaks('InvalidSectionCount')(context);
  const sections = sent.map((each, index) => judgeSection(each, `sections[${index}]`, context));
  const ids = sent.flatMap(({ rows = [] }) => rows.map(({ id }) => id)).filter((id) => id?.trim());
  if (new Set(ids).size < ids.length) {
    context.addIssue({ code: 'custom', path: ['sections'], message: 'two rows have one id' });
  }
  return { ...texts, sections };
}

function judgeSection(sent: SentSection, where: string, context: z.RefinementCtx): ListSection {
  const { title, rows = [] } = sent;
  if (rows.length < 1 || rows.length > MAX_ROWS) {
    breaks('InvalidRowCount', { name: `${where}.rows` })(context);
  }
  return {
    title,
    rows: rows.map(({ id, title, description }, index) => ({
      id: requireField(id, `${where}.rows[${index}].id`, context),
      title: requireField(title, `${where}.rows[${index}].title`, context),
      description,
    })),
  };
}

export const sendList = sendingPlain({
  content: 'list',
  name: 'message.sendList',
  summary: 'Send a list to choose from',
  path: 'list',
  body: plainMessageBody(fields, {}, judge),
  errors: [
    'ContentTextRequired',
    'ButtonTextRequired',
    'InvalidSectionCount',
    'InvalidRowCount',
    'FieldRequired',
    'NotInNewsletters',
  ],
  example: {
    body: {
      number: '5511999999999',
      contentText: 'What would you like to order?',
      buttonText: 'See the menu',
      sections: [
        {
          title: 'Pizza',
          rows: [
            { id: 'margherita', title: 'Margherita', description: 'Tomato, mozzarella, basil' },
            { id: 'marinara', title: 'Marinara' },
          ],
        },
      ],
    },
    reply: exampleOfSent({ messageType: 'list', content: 'What would you like to order?' }),
  },
});
