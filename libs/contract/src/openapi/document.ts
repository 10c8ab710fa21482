import { ERRORS, type ErrorCode } from '../errors/catalogue.js';
import { errorEnvelope } from '../errors/envelope.js';
import { type Caller, type Operation } from '../operation/operation.js';
import { describeEvents } from './describe-events.js';
import { type Json, jsonSchemaOf } from './json-schema-of.js';

export interface DocumentInfo {
  readonly version: string;
  readonly baseUrl: string;
}

/** OpenAPI 3.1 of all given operations, from the very schemas that judge requests and replies. */
export function openApiDocument(operations: readonly Operation[], info: DocumentInfo): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    for (const path of [operation.path, ...operation.aliases]) {
      const template = path.replaceAll(/:(\w+)/g, '{$1}');
      (paths[template] ??= {})[operation.method.toLowerCase()] = describe(operation, path);
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Starling', version: info.version, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: info.baseUrl }],
    paths,
    webhooks: describeEvents(),
    components: {
      schemas: { Error: jsonSchemaOf(errorEnvelope, 'output') },
      securitySchemes: {
        token: { type: 'apiKey', in: 'header', name: 'token' },
        bearer: { type: 'http', scheme: 'bearer' },
        operatorToken: {
          type: 'apiKey',
          in: 'header',
          name: 'token',
          description: 'The token of the operator',
        },
      },
    },
  };
}

function describe(operation: Operation, path: string): Json {
  const isAlias = path !== operation.path;
  return {
    operationId: isAlias ? `${operation.name}.alias` : operation.name,
    summary: operation.summary,
    tags: [operation.name.split('.')[0]],
    security: SECURITY[operation.caller],
    parameters: [
      ...pathParameters(operation, path),
      ...queryParameters(operation),
      ...(operation.sends ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(operation.readsBody && { requestBody: bodyOf(operation) }),
    responses: { ...replyOf(operation), ...errorsOf(operation) },
  };
}

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  description:
    'A name of your own for this request: sent again within a day it is answered with the first reply, and nothing is sent a second time.',
};

const EITHER_TOKEN = [{ token: [] }, { bearer: [] }];
const SECURITY: Record<Caller, Json[]> = {
  anyone: [],
  either: EITHER_TOKEN,
  account: EITHER_TOKEN,
  operator: [{ operatorToken: [] }],
};

function pathParameters(operation: Operation, path: string): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => {
    const example = operation.example.params?.[name as string];
    return {
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
      ...(example !== undefined && { example }),
    };
  });
}

function queryParameters(operation: Operation): Json[] {
  const { properties = {}, required = [] } = jsonSchemaOf(operation.query, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  const examples = (operation.example.query ?? {}) as Json;
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
    ...(name in examples && { example: examples[name] }),
  }));
}

function bodyOf(operation: Operation): Json {
  const example = operation.example.body;
  return {
    required: true,
    content: {
      'application/json': {
        schema: jsonSchemaOf(operation.body, 'input'),
        ...(example !== undefined && { example }),
      },
    },
  };
}

function replyOf(operation: Operation): Json {
  const { reply } = operation.example;
  return {
    [operation.statusOf(reply)]: {
      description: 'Success',
      content: {
        'application/json': { schema: jsonSchemaOf(operation.reply, 'output'), example: reply },
      },
    },
  };
}

const EVERY_CALL: readonly ErrorCode[] = ['InvalidToken', 'RateLimitExceeded'];
const EVERY_INSTANCE_CALL: readonly ErrorCode[] = [
  'InstanceNameRequired',
  'InstanceNotFound',
  'InstanceLookupFailed',
];
const EVERY_SESSION_CALL: readonly ErrorCode[] = ['NoSessionWorker'];
const EVERY_BODY: readonly ErrorCode[] = ['BodyTooLarge', 'ServerBusy'];

function errorsOf(operation: Operation): Json {
  const namesInstance = operation.path.split('/').includes(':instance');
  const codes = new Set<ErrorCode>([
    ...(operation.caller === 'anyone' ? [] : EVERY_CALL),
    ...(namesInstance ? EVERY_INSTANCE_CALL : []),
    ...(namesInstance && operation.caller === 'either' ? (['WrongInstanceToken'] as const) : []),
    ...(operation.readsBody ? [operation.invalidBody, ...EVERY_BODY] : []),
    ...(operation.runsIn === 'session' ? EVERY_SESSION_CALL : []),
    ...operation.errors,
  ]);
  const texts = new Map<number, string[]>();
  for (const code of codes) {
    const { status, text } = ERRORS[code];
    texts.set(status, [
      ...(texts.get(status) ?? []),
      (text as (params: Json) => string)(PLACEHOLDERS),
    ]);
  }
  return Object.fromEntries(
    [...texts].map(([status, messages]) => [
      status,
      {
        description: messages.map((message) => `\`${message}\``).join(', '),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  );
}

/** Stands in for the parameters of a worded error: `{number}` shows as `<number>`. */
const PLACEHOLDERS: Json = new Proxy({}, { get: (_, name) => `<${String(name)}>` });
