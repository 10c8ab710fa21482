import { type Operation } from '@starling/contract';
import { type FastifyReply } from 'fastify';

/** A reply in a declared form other than JSON. */
export class FormattedReply {
  private constructor(
    private readonly mediaType: string,
    private readonly bytes: Uint8Array,
  ) {}

  /** Undefined when the client asked for no declared form, or when this reply has no such form. */
  static of(operation: Operation, query: unknown, result: unknown): FormattedReply | undefined {
    const name = (query as { readonly format?: unknown }).format;
    if (typeof name !== 'string' || !Object.hasOwn(operation.formats, name)) return undefined;
    const format = operation.formats[name];
    const bytes = format?.bytesOf(result);
    return format && bytes && new FormattedReply(format.mediaType, bytes);
  }

  /** Browsers must not show a stored copy: the same address answers with another code seconds later. */
  sendTo(reply: FastifyReply): FastifyReply {
    return reply.header('cache-control', 'no-store').type(this.mediaType).send(this.bytes);
  }
}
