import { describe, expect, it } from '@jest/globals';
import { type proto } from '@whiskeysockets/baileys';
import { bodyOf, OWN, whole } from '../../testing/translation.js';

/** Whatever a client quotes with a tap. */
const contextInfo = {
  stanzaId: '3EB0Q',
  participant: OWN.jid,
  quotedMessage: { conversation: 'Menu' },
};

const flowAnswer = (name: string, params: object | string, text?: string): proto.IMessage => ({
  interactiveResponseMessage: {
    contextInfo,
    ...(text !== undefined && { body: { text } }),
    nativeFlowResponseMessage: {
      name,
      paramsJson: typeof params === 'string' ? params : JSON.stringify(params),
      version: 3,
    },
  },
});

const choice = (id: string, title: string, description: string) => ({
  type: 'list_response',
  content: '',
  interactive: {
    selectedReply: { selectedRowID: id },
    selectedRowId: id,
    title,
    description,
  },
});

const tap = (selectedButtonId: string, title: string) => ({
  type: 'buttons_response',
  content: '',
  interactive: { selectedButtonId, title },
});

const ROWS: readonly [string, proto.IMessage, object][] = [
  [
    'a tap on a button',
    {
      buttonsResponseMessage: {
        selectedButtonId: 'yes',
        selectedDisplayText: 'Yes!',
        contextInfo,
      },
    },
    tap('yes', 'Yes!'),
  ],
  [
    'a tap without a title',
    { buttonsResponseMessage: { selectedButtonId: 'yes', contextInfo } },
    tap('yes', ''),
  ],
  [
    'a tap on a template',
    {
      templateButtonReplyMessage: {
        selectedId: 'yes',
        selectedDisplayText: 'Yes!',
        selectedIndex: 2,
        contextInfo,
      },
    },
    {
      type: 'template_button_reply',
      content: '',
      interactive: { selectedButtonId: 'yes', title: 'Yes!', selectedIndex: 2 },
    },
  ],
  [
    'a tap on the first card of a carousel',
    {
      templateButtonReplyMessage: {
        selectedId: 'buy',
        selectedDisplayText: 'Buy',
        selectedIndex: 0,
        selectedCarouselCardIndex: 0,
        contextInfo,
      },
    },
    {
      type: 'template_button_reply',
      content: '',
      interactive: {
        selectedButtonId: 'buy',
        title: 'Buy',
        selectedIndex: 0,
        selectedCarouselCardIndex: 0,
      },
    },
  ],
  [
    'a row of a list',
    {
      listResponseMessage: {
        title: 'Pizza',
        description: 'Large',
        singleSelectReply: { selectedRowId: 'r1' },
        contextInfo,
      },
    },
    choice('r1', 'Pizza', 'Large'),
  ],
  [
    'a quick reply of a native flow',
    flowAnswer('quick_reply', { id: 'yes', display_text: 'Yes!' }),
    tap('yes', 'Yes!'),
  ],
  [
    'a quick reply that has its title in the body',
    flowAnswer('quick_reply', { id: 'yes' }, 'Yes!'),
    tap('yes', 'Yes!'),
  ],
  ['an id under a name that nobody knows', flowAnswer('cta_new', { id: 'yes' }), tap('yes', '')],
  [
    'a choice of a native flow',
    flowAnswer('single_select', { id: 'r1', title: 'Pizza', description: 'Large' }),
    choice('r1', 'Pizza', 'Large'),
  ],
  [
    'a choice named by its menu, with the title in the body',
    flowAnswer('menu_options', { id: 'r1', description: 'Large' }, 'Pizza'),
    choice('r1', 'Pizza', 'Large'),
  ],
  [
    'a form',
    flowAnswer('galaxy_message', { flow_token: 't1', name: 'Ana', id: '7' }, 'Sent'),
    {
      type: 'interactive',
      content: 'Sent',
      interactive: {
        name: 'galaxy_message',
        flow_token: 't1',
        paramsJson: '{"flow_token":"t1","name":"Ana","id":"7"}',
        body: 'Sent',
      },
    },
  ],
  [
    'a form of which nothing can be read',
    flowAnswer('galaxy_message', 'not json'),
    {
      type: 'interactive',
      content: '',
      interactive: { name: 'galaxy_message', flow_token: '', paramsJson: 'not json', body: '' },
    },
  ],
  [
    'an answer without anything',
    { interactiveResponseMessage: {} },
    {
      type: 'interactive',
      content: '',
      interactive: { name: '', flow_token: '', paramsJson: '', body: '' },
    },
  ],
];

describe('An answer to a menu', () => {
  it.each(ROWS)('that is %s carries what was chosen, and no quote', (_, content, expected) => {
    expect(bodyOf(content)).toEqual(whole(expected));
  });
});
