import { type Operation } from '../operation/operation.js';
import { documentedErrors, errorResponses } from './error-responses.js';
import { type Json, jsonSchemaOf } from './json-schema-of.js';
import { formatParameter, IDEMPOTENCY_KEY, pathParameters, queryParameters } from './parameters.js';
import { pathTemplate } from './path-template.js';
import { possibleErrors } from './possible-errors.js';
import { LINK_HEADER, RATE_LIMIT_HEADERS, REQUEST_ID_HEADER } from './response-headers.js';
import { SECURITY } from './security.js';

export function describeOperation(operation: Operation): Json {
  const errors = documentedErrors(possibleErrors(operation));
  const headers = {
    ...(operation.rateBucket !== 'none' && RATE_LIMIT_HEADERS),
    ...REQUEST_ID_HEADER,
  };
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [operation.name.split('.')[0]],
    security: SECURITY[operation.caller],
    parameters: [
      ...pathParameters(operation),
      ...queryParameters(operation),
      ...formatParameter(operation),
      ...(operation.sends ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(operation.readsBody && { requestBody: requestBody(operation) }),
    responses: { ...replies(operation, headers), ...errorResponses(errors, headers) },
    ...(operation.aliases.length > 0 && { 'x-aliases': operation.aliases.map(pathTemplate) }),
    'x-errors': errors,
  };
}

function requestBody({ body, example }: Operation): Json {
  return {
    required: true,
    content: {
      'application/json': {
        schema: jsonSchemaOf(body, 'input'),
        ...(example.body !== undefined && { example: example.body }),
      },
    },
  };
}

function replies(operation: Operation, headers: Json): Json {
  const { statuses, statusOf, reply, example, formats } = operation;
  const schema = jsonSchemaOf(reply, 'output');
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: status < 300 ? 'Success' : 'The same reply, with what is wrong',
        headers: { ...headers, ...(operation.carriesCode && LINK_HEADER) },
        content: {
          'application/json': {
            schema,
            ...(status === statusOf(example.reply) && { example: example.reply }),
          },
          // OpenAPI 3.1 describes bytes by their media type alone.
          ...Object.fromEntries(Object.values(formats).map(({ mediaType }) => [mediaType, {}])),
        },
      },
    ]),
  );
}
