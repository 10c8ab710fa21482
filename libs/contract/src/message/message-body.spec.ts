import { describe, expect, it } from '@jest/globals';
import { parseBody } from '../operation/parse-request.js';
import { readMediaInput } from './media-input.js';
import { sendText } from './send-text.js';

const NUMBER = '5511999999999';
const body = (sent: unknown) => parseBody(sendText, sent);
const text = (more: object = {}) => body({ number: NUMBER, message: 'Hi', ...more });

describe('The body of a message', () => {
  it('has a way and a tag though nothing is said of them', () => {
    expect(text()).toEqual({
      message: 'Hi',
      linkPreview: true,
      recipient: { kind: 'number', digits: NUMBER },
      delaySeconds: 0,
      replyTo: undefined,
      replyPrivate: false,
      mention: [],
      mentionAll: false,
      source: 'api',
    });
  });

  it.each([
    [-3, 0],
    [0, 0],
    [7, 7],
    [3_600, 60],
  ])('waits for %d seconds as for %d', (delay, seconds) => {
    expect(text({ delay }).delaySeconds).toBe(seconds);
  });

  it('takes the other names that clients have, when the real ones are absent', () => {
    expect(body({ to: NUMBER, text: 'Hi' })).toEqual(text());
    expect(text({ to: '1', text: 'no' })).toEqual(text());
  });

  it('keeps the text as it was sent', () => {
    expect(text({ message: '  Hi\n' }).message).toBe('  Hi\n');
  });

  it.each([
    [{ message: 'Hi' }, 'Number is required'],
    [{ number: ' ', message: ' ' }, 'Number is required'],
    [{ number: null }, 'Number is required'],
    [{ number: 'x' }, 'Message is required'],
    [{ number: 'x', message: ' \n' }, 'Message is required'],
    [{ number: 'x', message: 'Hi' }, 'Invalid number: x'],
    [{ number: '1234', message: 'Hi' }, 'Invalid number: 1234'],
  ])('%j is refused with: %s', (sent, error) => {
    expect(() => body(sent)).toThrow(error);
  });

  it.each([
    ['Hi', ''],
    [[], ''],
    [{ number: NUMBER, message: 5 }, 'message: '],
    [{ message: '', delay: '1' }, 'delay: '],
    [{ number: NUMBER, message: 'Hi', source: 'x'.repeat(256) }, 'source: '],
    [{ number: NUMBER, message: 'Hi', mention: [1] }, 'mention.0: '],
  ])('%j is of a wrong type, which is said before anything else', (sent, field) => {
    expect(() => body(sent)).toThrow(`Invalid request body: ${field}`);
  });
});

describe('A file', () => {
  it.each([
    ['https://a/b.png', { kind: 'url', url: 'https://a/b.png' }],
    ['HTTP://a', { kind: 'url', url: 'HTTP://a' }],
    ['data:image/png;base64,AAAA', { kind: 'inline', base64: 'AAAA', mimeType: 'image/png' }],
    [
      'data:audio/ogg;codecs=opus;base64,AAAA',
      { kind: 'inline', base64: 'AAAA', mimeType: 'audio/ogg;codecs=opus' },
    ],
    ['data:;base64,AAAA', { kind: 'inline', base64: 'AAAA', mimeType: undefined }],
    ['AAAA', { kind: 'inline', base64: 'AAAA', mimeType: undefined }],
  ])('is read from %s', (sent, input) => {
    expect(readMediaInput(sent)).toEqual(input);
  });
});
