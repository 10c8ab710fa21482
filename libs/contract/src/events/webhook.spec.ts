import { describe, expect, it } from '@jest/globals';
import { type ContractError } from '../errors/contract-error.js';
import { parseBody, parseQuery } from '../operation/parse-request.js';
import { getWebhook } from './get-webhook.js';
import { setWebhook } from './set-webhook.js';

const set = (body: unknown) => parseBody(setWebhook, body);
const refusal = (body: unknown): string => {
  try {
    return `kept ${JSON.stringify(set(body))}`;
  } catch (error) {
    const { status, message } = error as ContractError;
    return `${status} ${message}`;
  }
};
const on = { enabled: true, url: 'https://app/wh?k=1' };
const off = { enabled: false };
const row = {
  label: 'default',
  enabled: true,
  url: 'https://app/wh?k=1',
  authorization: null,
  byEvents: false,
  events: [],
  mediaBase64: false,
};

describe('Setting a webhook', () => {
  it('takes the default for all that is absent or null', () => {
    const nulls = {
      label: null,
      authorization: null,
      byEvents: null,
      events: null,
      mediaBase64: null,
    };
    expect(set(on)).toEqual(row);
    expect(set({ ...on, ...nulls, unknown: 1 })).toEqual(row);
  });

  it('keeps authorization verbatim and the filter exactly as sent', () => {
    const events = ['label.update', 'call.update', 'label.update'];
    const sent = {
      ...on,
      authorization: ' "Bearer x" ',
      events,
      byEvents: true,
      mediaBase64: true,
    };
    expect(set(sent)).toEqual({ ...row, ...sent });
  });

  it.each([
    ['', 'default'],
    ['  ', 'default'],
    [' crm ', 'crm'],
    ['x'.repeat(100), 'x'.repeat(100)],
  ])('reads the label %j as %j', (label, kept) => {
    expect(set({ ...on, label }).label).toBe(kept);
  });

  it('clears all but byEvents when disabled', () => {
    const sent = {
      ...on,
      ...off,
      label: 'crm',
      authorization: 'x',
      byEvents: true,
      mediaBase64: true,
    };
    expect(set({ ...sent, events: ['call.update'] })).toEqual({
      ...row,
      label: 'crm',
      enabled: false,
      url: '',
      byEvents: true,
    });
  });

  it('needs no good url when disabled', () => {
    expect(set({ enabled: false, url: 'nonsense' }).url).toBe('');
  });

  it.each([
    undefined,
    null,
    [],
    'x',
    {},
    { url: 'https://app' },
    { enabled: null },
    { enabled: 'true' },
    { ...on, label: 1 },
    { ...on, url: 1 },
    { ...on, authorization: 1 },
    { ...on, byEvents: 1 },
    { ...on, mediaBase64: 'x' },
    { ...on, events: 'message.exchange' },
    { ...on, events: [1] },
    { ...on, events: ['message.exchange', null] },
    { ...on, events: ['Message.Exchange'] },
    { ...off, events: ['message.unheard'] },
    { ...on, label: 'x'.repeat(101) },
    { ...on, authorization: 'a\r\nX-Evil: 1' },
    { ...on, authorization: 'a\nb' },
    { enabled: true, url: 'ftp://app', events: ['message.unheard'] },
  ])('refuses %j as a body', (body) => {
    expect(refusal(body)).toBe('400 Invalid request body');
  });

  it.each([
    undefined,
    null,
    '',
    ' ',
    'app/wh',
    'ftp://app/wh',
    'https://',
    'https:///wh',
    'https:app',
    'https://?k=1',
    'https://a b/wh',
    'https://app/w\nh',
    'javascript:alert(1)',
    'https://app:99999/',
  ])('refuses the url %j of an enabled one', (url) => {
    expect(refusal({ enabled: true, url })).toBe('400 Invalid webhook url');
  });

  it.each([
    'http://10.0.0.1:3000',
    'HTTPS://App.Example/wh?k=1&l=%20#x',
    'https://[::1]/wh',
    'https://u:p@app/wh',
  ])('keeps the url %j as sent', (url) => {
    expect(set({ enabled: true, url }).url).toBe(url);
  });
});

describe('Reading webhooks', () => {
  it.each([
    [{}, undefined],
    [{ label: '' }, 'default'],
    [{ label: ' crm ' }, 'crm'],
  ])('with the query %j asks for %s', (query, label) => {
    expect(parseQuery(getWebhook, query).label).toBe(label);
  });

  it('has an alias, unlike the socket', () => {
    expect(getWebhook.aliases).toEqual(['/api/events/webhook/:instance']);
  });
});
