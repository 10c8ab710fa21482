import { Readable } from 'node:stream';
import { type ContractError, toErrorEnvelope } from '@starling/contract';
import { noteOn } from '@starling/platform';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { discardRest } from './discard-rest.js';
import { sendError, writeErrorHead } from './error-reply.js';

/**
 * Answers at once, also a client that is still sending its body. A client that said `Connection: close` has its
 * connection closed as soon as the reply has ended; unread bytes would then reset it, and the client would see a broken
 * pipe instead of a status. So the whole reply with its length is sent at once, and it ends when the body is over.
 */
export function refuse(request: FastifyRequest, reply: FastifyReply, error: ContractError): void {
  noteOn(request, { code: error.code });
  if (request.raw.complete) return void sendError(reply, error);
  const envelope = JSON.stringify(toErrorEnvelope(error.message));
  const rest = discardRest(request.raw);
  async function* untilRead() {
    yield envelope;
    await rest;
  }
  void writeErrorHead(reply, error)
    .header('content-length', Buffer.byteLength(envelope))
    .send(Readable.from(untilRead(), { objectMode: false }));
}
