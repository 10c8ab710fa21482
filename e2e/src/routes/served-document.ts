import { requestJson, type JsonReply } from '@starling/testing';

interface DocumentedError {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly retryAfter?: boolean;
}

interface Header {
  readonly required?: boolean;
}

interface Entry {
  readonly operationId: string;
  readonly responses: Readonly<
    Record<string, { readonly headers: Readonly<Record<string, { readonly $ref: string }>> }>
  >;
  readonly 'x-errors': readonly DocumentedError[];
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Entry>>>>;
  readonly components: { readonly headers: Readonly<Record<string, Header>> };
}

const CHECKED_HEADERS = [
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'X-Request-Id',
  'Retry-After',
];

/** The OpenAPI document as the product serves it. */
export class ServedDocument {
  private readonly entries = new Map<string, Entry>();

  private constructor(private readonly document: OpenApi) {
    for (const item of Object.values(document.paths))
      for (const entry of Object.values(item)) this.entries.set(entry.operationId, entry);
  }

  static async fetch(baseUrl: string): Promise<ServedDocument> {
    const { body } = await requestJson(baseUrl, 'GET', '/docs/openapi.json');
    return new ServedDocument(body as OpenApi);
  }

  /** What an answer of the operation carries against the document: its status, its error, its headers. */
  contradictions(operationId: string, { status, headers, body }: JsonReply): string[] {
    const entry = this.entries.get(operationId);
    const response = entry?.responses[status];
    if (!entry || !response) return [`${operationId}: no response ${status}`];
    const wrongHeaders = CHECKED_HEADERS.filter((name) => {
      const reference = response.headers[name];
      if (!headers.has(name)) return reference && this.header(reference.$ref)?.required;
      return !reference;
    });
    const message = (body as { error?: { message?: string } } | undefined)?.error?.message;
    return [
      ...wrongHeaders.map((name) => `${operationId}: header ${name} with ${status}`),
      ...(message === undefined ? [] : wrongError(entry, status, message, headers)),
    ];
  }

  private header(reference: string): Header | undefined {
    return this.document.components.headers[reference.replace('#/components/headers/', '')];
  }
}

function wrongError(entry: Entry, status: number, message: string, headers: Headers): string[] {
  const errors = entry['x-errors'].filter(
    (error) => error.status === status && patternOf(error).test(message),
  );
  const repeats = headers.has('retry-after');
  if (errors.some(({ retryAfter = false }) => retryAfter === repeats)) return [];
  return [`${entry.operationId}: ${status} ${message}${repeats ? ' with Retry-After' : ''}`];
}

/** `<name>` in a message stands for any text. */
function patternOf({ message }: DocumentedError): RegExp {
  const literal = message.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll(/<\w+>/g, '.*')}$`, 's');
}
