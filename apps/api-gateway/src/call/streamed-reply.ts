import { type Readable } from 'node:stream';
import { type FastifyReply } from 'fastify';

/** A JSON reply that is too large to be held in memory. */
export class StreamedReply {
  constructor(
    readonly json: Readable,
    private readonly sizeBytes: number,
  ) {}

  /** A stream that fails closes the connection; the client sees by the length that bytes are missing. */
  sendTo(reply: FastifyReply): FastifyReply {
    return reply
      .header('content-length', this.sizeBytes)
      .type('application/json; charset=utf-8')
      .send(this.json);
  }
}
