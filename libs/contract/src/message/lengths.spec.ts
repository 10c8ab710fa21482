import { describe, expect, it } from '@jest/globals';
import { jsonSchemaOf } from '../openapi/json-schema-of.js';
import { type Operation } from '../operation/operation.js';
import { parseBody } from '../operation/parse-request.js';
import { OPERATIONS } from '../registry/registry.js';

const LONG = 65_536;
const SHORT = 4_096;

/** The maximum length of each field, by operation and path. A second copy of the contract on purpose. */
const LENGTHS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'message.sendText': { message: LONG, source: 255 },
  'message.sendMedia': { message: LONG, mimeType: SHORT, fileName: SHORT },
  'message.sendLocation': { name: SHORT, address: SHORT },
  'message.sendContact': { 'vcard.fullName': SHORT, 'vcard.phone': SHORT, 'vcard.url': SHORT },
  'message.sendReaction': { reaction: SHORT },
  'message.sendPoll': { question: SHORT, 'options.0': SHORT },
  'message.sendCarousel': {
    message: LONG,
    footer: SHORT,
    'cards.0.header.title': SHORT,
    'cards.0.header.subtitle': SHORT,
    'cards.0.body.text': LONG,
    'cards.0.footer': SHORT,
    'cards.0.buttons.0.displayText': SHORT,
    'cards.0.buttons.0.id': SHORT,
  },
  'message.sendButton': {
    contentText: LONG,
    headerText: SHORT,
    footerText: SHORT,
    'buttons.0.displayText': SHORT,
  },
  'message.sendList': {
    contentText: LONG,
    buttonText: SHORT,
    headerText: SHORT,
    footerText: SHORT,
    'sections.0.title': SHORT,
    'sections.0.rows.0.id': SHORT,
    'sections.0.rows.0.title': SHORT,
    'sections.0.rows.0.description': SHORT,
  },
  'message.sendForm': { message: LONG, buttonLabel: SHORT, offerDescription: SHORT },
  'message.sendPix': {
    merchantName: SHORT,
    pixKey: SHORT,
    message: LONG,
    'items.0.name': SHORT,
    'items.0.description': SHORT,
  },
  'message.sendStatus': { message: LONG, fileName: SHORT },
  'message.sendEvent': {
    name: SHORT,
    description: SHORT,
    'location.name': SHORT,
    'location.address': SHORT,
    joinLink: SHORT,
  },
  'chat.editMessage': { content: LONG },
  'instance.changeSettings': { callRejectMessage: LONG },
};

const CASES = Object.entries(LENGTHS).flatMap(([name, fields]) =>
  Object.entries(fields).map(([path, most]) => ({ name, path, most })),
);

const operationNamed = (name: string): Operation =>
  OPERATIONS.find((operation) => operation.name === name) as Operation;

/** The body of the example, with one field replaced. */
function bodyWith(operation: Operation, path: string, value: unknown): unknown {
  const body = structuredClone(operation.example.body) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() as string;
  let at = body;
  for (const name of names) at = (at[name] ??= {}) as Record<string, unknown>;
  at[last] = value;
  return body;
}

/** Empty when the body is accepted. */
function refusalOf(operation: Operation, body: unknown): string {
  try {
    parseBody(operation, body);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe.each(CASES)('$name: $path', ({ name, path, most }) => {
  const operation = operationNamed(name);

  it(`may have ${most} characters and no more, in the form of a wrong body`, () => {
    expect(refusalOf(operation, bodyWith(operation, path, 'x'.repeat(most)))).not.toMatch(
      /^Invalid request body/,
    );
    const refusal = refusalOf(operation, bodyWith(operation, path, 'x'.repeat(most + 1)));
    expect(refusal).toMatch(
      operation.invalidBody === 'InvalidRequestBody'
        ? /^Invalid request body$/
        : /^Invalid request body: ./,
    );
  });
});

describe('Lengths', () => {
  const sendText = operationNamed('message.sendText');

  it('count characters, not halves of them', () => {
    expect(refusalOf(sendText, bodyWith(sendText, 'message', '😀'.repeat(LONG)))).toBe('');
    expect(refusalOf(sendText, bodyWith(sendText, 'message', '😀'.repeat(LONG + 1)))).toMatch(
      /^Invalid request body: message: Too long/,
    );
  });

  it('of the list of mentions are 1,024 entries', () => {
    const mentioning = (count: number) =>
      refusalOf(
        sendText,
        bodyWith(
          sendText,
          'mention',
          Array.from({ length: count }, () => '5511999999999'),
        ),
      );
    expect(mentioning(1_024)).toBe('');
    expect(mentioning(1_025)).toMatch(/^Invalid request body: mention/);
  });

  it('are in the OpenAPI document', () => {
    expect(jsonSchemaOf(sendText.body, 'input')).toMatchObject({
      properties: {
        message: { anyOf: [{ type: 'string', maxLength: LONG }, { type: 'null' }] },
        mention: { anyOf: [{ type: 'array', maxItems: 1_024 }, { type: 'null' }] },
      },
    });
  });
});
