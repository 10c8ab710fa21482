import { describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../openapi/document.js';
import { type Operation } from '../operation/operation.js';
import { parseBody, parseQuery } from '../operation/parse-request.js';
import { deleteMessage } from './delete-message.js';
import { editMessage } from './edit-message.js';
import { forwardMessage } from './forward-message.js';
import { listContacts } from './list-contacts.js';
import { listLabelledChats } from './list-labelled-chats.js';
import { markChatRead } from './mark-chat-read.js';
import { markRead } from './mark-read.js';
import { readHistory } from './read-history.js';
import { readMedia } from './read-media.js';
import { readMessage } from './read-message.js';
import { readPoll } from './read-poll.js';
import { readStatus } from './read-status.js';
import { sendPresence } from './send-presence.js';
import { findStatusWord, STATUS_CODES } from './status-words.js';

const NUMBER = { number: '5511999999999' };
const GROUP = { number: '120363406289005073@g.us' };

const OPERATIONS: Operation[] = [
  listContacts,
  listLabelledChats,
  readMessage,
  readHistory,
  readMedia,
  readStatus,
  readPoll,
  sendPresence,
  markRead,
  markChatRead,
  forwardMessage,
  editMessage,
  deleteMessage,
];

describe('Every operation on chats', () => {
  it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
    '%s takes its own example, answers with it, and is described as it is declared',
    (name, operation) => {
      const { query = {}, body, reply } = operation.example;
      expect(() => parseQuery(operation, query)).not.toThrow();
      const judged: unknown = operation.readsBody ? parseBody(operation, body) : {};
      expect(JSON.parse(JSON.stringify(judged))).toEqual(judged);
      expect(operation.reply.parse(reply)).toEqual(reply);
      const document = openApiDocument([operation], { version: '1', baseUrl: 'https://x.example' });
      expect(JSON.stringify(document.paths)).toContain(`"operationId":"${name}"`);
    },
  );

  it('names the codes of the statuses in both directions', () => {
    expect(Object.values(STATUS_CODES)).toEqual([-1, 0, 1, 2, 3, 4, 5]);
    expect([findStatusWord(-1), findStatusWord(5), findStatusWord(6)]).toEqual([
      'error',
      'played',
      undefined,
    ]);
  });
});

describe('A message id in a query', () => {
  it.each([
    [readMessage, 'Message ID is required (use ?messageId=<message-id>)'],
    [readMedia, 'messageId query parameter is required'],
    [readStatus, 'messageId query parameter is required'],
    [readPoll, 'messageId query parameter is required'],
  ])('is missed in the words of its route', (operation, error) => {
    expect(() => parseQuery(operation, {})).toThrow(error);
    expect(() => parseQuery(operation, { messageId: ' ' })).toThrow(error);
    expect(parseQuery(operation, { messageId: ['A', 'B'] })).toEqual({ messageId: 'A' });
  });
});

describe('Contacts', () => {
  it.each([
    [{}, undefined],
    [{ number: ' ' }, undefined],
    [{ number: '+55 11 99999-9999' }, { kind: 'number', digits: '5511999999999' }],
    [{ number: '5511999999999:1@s.whatsapp.net' }, { kind: 'number', digits: '5511999999999' }],
    [{ number: '123:4@lid' }, { kind: 'address', jid: '123@lid' }],
  ])('asked with %j are those of %j', (query, number) => {
    expect(parseQuery(listContacts, query).number).toEqual(number);
  });

  it.each(['Ana', GROUP.number, '1@newsletter', 'status@broadcast'])('are not %s', (number) => {
    expect(() => parseQuery(listContacts, { number })).toThrow(`Invalid number: ${number}`);
  });

  it('that are unknown have no number to redact', () => {
    const contact = { found: false, jid: '55119@s.whatsapp.net', lid: null };
    const names = { first_name: '', full_name: '', push_name: '', business_name: '' };
    const reply = {
      success: true,
      message: 'Contact not found',
      contact: { ...contact, ...names },
    };
    expect(listContacts.reply.parse(reply)).toEqual(reply);
  });

  it('with labels are chosen by ids and names', () => {
    const query = { labelIds: '1, 2,,', labelNames: ['VIP', 'Support'], refresh: 'TRUE' };
    expect(parseQuery(listLabelledChats, query)).toEqual({
      labelIds: ['1', '2'],
      labelNames: ['VIP', 'Support'],
      refresh: true,
    });
    expect(parseQuery(listLabelledChats, {})).toEqual({ labelIds: [], labelNames: [] });
    expect(() => parseQuery(listLabelledChats, { refresh: 'maybe' })).toThrow(
      'Invalid query parameter: refresh',
    );
  });
});

describe('History', () => {
  const history = (sent: object) => parseBody(readHistory, { ...NUMBER, ...sent });
  const NOON = Date.parse('2026-02-16T12:00:00Z') / 1_000;

  it.each([
    [undefined, 50],
    [null, 50],
    [0, 50],
    [-5, 50],
    [7, 7],
    [1_001, 1_000],
  ])('of %j messages is of %d', (count, taken) => {
    expect(history({ count }).count).toBe(taken);
  });

  it.each([
    ['2026-02-16T12:00:00Z', NOON, NOON],
    ['2026-02-16t09:00:00-03:00', NOON, NOON],
    ['2026-02-16T12:00:00', NOON, NOON],
    ['2026-02-16T12:00:00.500Z', NOON + 1, NOON],
    ['2026-02-16', NOON - 43_200, NOON + 43_199],
    [' ', undefined, undefined],
    [null, undefined, undefined],
  ])('between %j and itself has both ends in it', (moment, fromSeconds, toSeconds) => {
    expect(history({ from: moment, to: moment })).toMatchObject({ fromSeconds, toSeconds });
  });

  const example = "Use ISO 8601 format (e.g., '2026-02-16T18:32:39Z')";
  it.each([
    [{ number: ' ', from: 'x' }, 'Number is required'],
    [{ number: 'x', from: 'x', to: 'x' }, `invalid 'from' date format. ${example}`],
    [{ number: 'x', to: '2026-02-30' }, `invalid 'to' date format. ${example}`],
    [{ number: 'x y' }, 'Invalid number: x y'],
    [{ count: '5' }, 'Invalid request body: count: '],
  ])('%j is refused with: %s', (sent, error) => {
    expect(() => history(sent)).toThrow(error);
  });
});

describe('Presence', () => {
  const presence = (sent: object) => parseBody(sendPresence, { ...NUMBER, ...sent });

  it.each([
    ['Typing', 10, 'typing', 10],
    ['recording', 90, 'recording', 60],
    ['TYPING', -1, 'typing', 0],
    ['typing', null, 'typing', 0],
    ['pause', 10, 'paused', 0],
    ['PAUSED', 10, 'paused', 0],
  ])('%s for %j seconds is %s for %d', (state, duration, shown, durationSeconds) => {
    expect(presence({ state, duration })).toMatchObject({ state: shown, durationSeconds });
  });

  it.each([
    [{ number: null, state: null }, 'Number is required'],
    [{ state: ' ' }, "State is required. Use 'typing', 'recording', or 'pause'"],
    [{ number: 'x', state: 'online' }, "Invalid state. Use 'typing', 'recording', or 'pause'"],
    [{ number: 'x', state: 'typing' }, 'Invalid number: x'],
    [{ state: 1 }, /^Invalid request body$/],
    [{ state: 'typing', duration: 1.5 }, /^Invalid request body$/],
  ])('%j is refused with: %s', (sent, error) => {
    expect(() => presence(sent)).toThrow(error);
  });
});

describe('Marking as read', () => {
  const mark = (sent: object) => parseBody(markRead, { ...NUMBER, messageId: 'A', ...sent });

  it('needs the author in a group alone', () => {
    expect(mark({ messageId: 12 })).toMatchObject({ messageId: '12', sender: undefined });
    expect(mark({ ...GROUP, sender: '5511888888888' })).toEqual({
      messageId: 'A',
      sender: '5511888888888@s.whatsapp.net',
      recipient: { kind: 'address', jid: GROUP.number },
    });
  });

  it.each([
    [{ number: '', messageId: '' }, 'Number is required'],
    [{ ...GROUP, messageId: null }, 'messageId is required'],
    [GROUP, 'sender is required for group messages'],
    [{ number: 'x' }, 'Invalid number: x'],
    [{ sender: 'Ana' }, 'Invalid number: Ana'],
    [{ messageId: true }, 'Invalid request body: messageId: '],
  ])('with %j is refused with: %s', (sent, error) => {
    expect(() => mark(sent)).toThrow(error);
  });

  it('of a chat is unread unless it is said to be read', () => {
    expect(parseBody(markChatRead, NUMBER).read).toBe(false);
    expect(parseBody(markChatRead, { ...NUMBER, read: true }).read).toBe(true);
    expect(() => parseBody(markChatRead, { read: true })).toThrow('Number is required');
  });
});

describe('What is done to a stored message', () => {
  const refusal = (operation: Operation, sent: unknown): string => {
    try {
      return `kept ${JSON.stringify(parseBody(operation, sent))}`;
    } catch (error) {
      return (error as Error).message;
    }
  };

  it.each([
    [forwardMessage, {}, 'messageId is required'],
    [forwardMessage, { messageId: 'A', to: ' ' }, 'to is required'],
    [forwardMessage, { messageId: 'A', to: 'x' }, 'Invalid number: x'],
    [forwardMessage, { messageId: [] }, 'Invalid request body'],
    [editMessage, { content: ' ' }, 'messageId is required'],
    [editMessage, { messageId: 'A', content: ' ' }, 'content is required'],
    [editMessage, { messageId: 'A', content: 1 }, 'Invalid request body'],
    [deleteMessage, { deleteForEveryone: true }, 'MessageID is required'],
    [deleteMessage, { messageId: 'A', deleteForEveryone: 'true' }, 'Invalid request body'],
    [deleteMessage, { messageId: 7 }, 'kept {"messageId":"7","deleteForEveryone":false}'],
  ])('%# is refused with what it lacks', (operation, sent, said) => {
    expect(refusal(operation, sent)).toBe(said);
  });

  it('is read from the query by who deletes without a body', () => {
    const query = parseQuery(deleteMessage, { messageId: 'A', deleteForEveryone: '1' });
    expect(parseBody(deleteMessage, query)).toEqual({ messageId: 'A', deleteForEveryone: true });
    expect(refusal(deleteMessage, parseQuery(deleteMessage, {}))).toBe('MessageID is required');
  });
});
