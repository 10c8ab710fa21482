import { type Operation } from '@starling/contract';
import { type OperatorRequest } from './command/command.js';
import { RequestFailed } from './request-failed.js';

/** The deletion of a large account takes long. */
const ANSWER_LIMIT_MS = 120_000;

/** Calls operations of the operator API by their declarations. Throws `RequestFailed`. */
export class OperatorClient {
  constructor(
    private readonly baseUrl: string,
    private readonly token: string,
  ) {}

  async call(operation: Operation, request: OperatorRequest): Promise<unknown> {
    const response = await this.send(operation, request);
    const body = parse(await response.text());
    if (response.ok && isObject(body) && body['success'] === true) return body;
    throw new RequestFailed(this.refusal(response.status, body));
  }

  private async send(operation: Operation, request: OperatorRequest): Promise<Response> {
    try {
      return await fetch(this.urlOf(operation, request), {
        method: operation.method,
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
        headers: { token: this.token, 'content-type': 'application/json' },
        ...(operation.readsBody && { body: JSON.stringify(request.body ?? {}) }),
      });
    } catch (error) {
      throw new RequestFailed(`${this.baseUrl} does not answer (${reasonOf(error)}).`);
    }
  }

  private urlOf({ path }: Operation, { params = {}, query = {} }: OperatorRequest): URL {
    const filled = path.replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(params[name] ?? ''),
    );
    const url = new URL(`${this.baseUrl}${filled}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    return url;
  }

  private refusal(status: number, body: unknown): string {
    const error = isObject(body) && isObject(body['error']) ? body['error'] : {};
    const text = error['message'];
    if (typeof text !== 'string') {
      return `${this.baseUrl} answers ${status}, but not as a Starling does.`;
    }
    const hint = status === 401 ? `; is it the operator's token of ${this.baseUrl}?` : '.';
    return `${text} (${status})${hint}`;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: Error & { code?: string } };
  return cause?.code ?? (cause?.message || message);
}
