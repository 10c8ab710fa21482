import { errorEnvelope, type Operation, type ReplyOf } from '@starling/contract';
import { type JsonReply, type JsonRequest, requestJson } from './json-request.js';

export interface OperationRequest extends JsonRequest {
  readonly params?: Readonly<Record<string, string>>;
}

/** The declared path with its parameters filled in. */
export const pathOf = (path: string, params: Readonly<Record<string, string>> = {}): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));

/** Calls an operation and holds the answer to its declaration: status and every key of the reply. */
export async function callOperation<O extends Operation>(
  baseUrl: string,
  operation: O,
  { params, ...request }: OperationRequest = {},
): Promise<ReplyOf<O>> {
  const path = pathOf(operation.path, params);
  const { status, body } = await requestJson(baseUrl, operation.method, path, request);
  const judged = operation.reply.safeParse(body);
  if (!judged.success || status !== operation.statusOf(judged.data)) {
    throw new Error(
      `${operation.name} answered ${status} ${JSON.stringify(body)}: ${String(judged.error ?? '')}`,
    );
  }
  return body as ReplyOf<O>;
}

/** Status and text of an answer that must be an error in the envelope. */
export function refusal({ status, body }: JsonReply): [status: number, text: string] {
  return [status, errorEnvelope.parse(body).error.message];
}
