import { EVENT_NAMES } from '../events/event-names.js';
import { openWebsocket } from '../events/open-websocket.js';
import { eventSchemaReference } from './describe-events.js';
import { documentedErrors, errorResponses } from './error-responses.js';
import { type Json } from './json-schema-of.js';
import { pathParameter, queryParameters } from './parameters.js';
import { pathTemplate } from './path-template.js';
import { RATE_LIMIT_HEADERS } from './response-headers.js';
import { SOCKET_SECURITY } from './security.js';

const DESCRIPTION = `A standard WebSocket upgrade (RFC 6455, version 13), without a subprotocol and without compression.
The server sends text frames, each one event as under \`webhooks\`. It reads and drops what a client sends.
A refused upgrade is answered as plain HTTP.`;

/** The path item of the socket, by its template. */
export function describeSocket(baseUrl: string): Record<string, Json> {
  const { name, summary, path, errors, example } = openWebsocket;
  const documented = documentedErrors(errors);
  const entry = {
    operationId: name,
    summary,
    description: DESCRIPTION,
    tags: ['events'],
    servers: [{ url: baseUrl.replace(/^http/, 'ws') }],
    security: SOCKET_SECURITY,
    parameters: [
      pathParameter('instance', example.params.instance),
      ...queryParameters(openWebsocket),
    ],
    responses: { 101: switchingProtocols, ...withUpgradeHeader(documented) },
    'x-errors': documented,
  };
  return { [pathTemplate(path)]: { get: entry } };
}

const switchingProtocols: Json = {
  description: 'The socket is open. `x-frames` is the schema of what it receives.',
  headers: RATE_LIMIT_HEADERS,
  'x-frames': { oneOf: EVENT_NAMES.map(eventSchemaReference) },
};

function withUpgradeHeader(errors: ReturnType<typeof documentedErrors>): Json {
  const responses = errorResponses(errors, RATE_LIMIT_HEADERS);
  const upgrade = { required: true, schema: { const: 'websocket' } };
  const required = responses[426] as { readonly headers: Json };
  return { ...responses, 426: { ...required, headers: { ...required.headers, Upgrade: upgrade } } };
}
