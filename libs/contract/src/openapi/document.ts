import { errorEnvelope } from '../errors/envelope.js';
import { type Operation } from '../operation/operation.js';
import { describeEvents, eventSchemas } from './describe-events.js';
import { describeOperation } from './describe-operation.js';
import { describeSocket } from './describe-socket.js';
import { type Json, jsonSchemaOf } from './json-schema-of.js';
import { pathTemplate } from './path-template.js';
import { HEADER_COMPONENTS } from './response-headers.js';
import { SECURITY_SCHEMES } from './security.js';

export interface DocumentInfo {
  readonly version: string;
  readonly baseUrl: string;
}

const DESCRIPTION = `Fields of this document beyond OpenAPI:

- \`x-errors\`: every error that an operation may answer. Status and message are the contract; \`code\` is our name of the
  error and is not part of the answer. \`<name>\` in a message stands for a value.
- \`x-aliases\`: further paths that answer the same operation under the same method. They are no paths of this document,
  because a generator would make a second function of each.
- \`x-frames\`: the schema of the frames of a WebSocket.

A path that is not here is answered with 404 \`Not found\`, and what is not HTTP with 400 \`Malformed HTTP request\`.`;

/** OpenAPI 3.1 of the given operations, from the schemas that judge requests and replies, and of socket and webhooks. */
export function openApiDocument(operations: readonly Operation[], info: DocumentInfo): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Starling',
      version: info.version,
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: info.baseUrl }],
    paths: { ...describePaths(operations), ...describeSocket(info.baseUrl) },
    webhooks: describeEvents(),
    components: {
      schemas: { Error: jsonSchemaOf(errorEnvelope, 'output'), ...eventSchemas() },
      headers: HEADER_COMPONENTS,
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

function describePaths(operations: readonly Operation[]): Record<string, Json> {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const item = (paths[pathTemplate(operation.path)] ??= {});
    item[operation.method.toLowerCase()] = describeOperation(operation);
  }
  return paths;
}
