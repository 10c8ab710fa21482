import { createHash, timingSafeEqual } from 'node:crypto';
import { tokenFrom, toErrorEnvelope } from '@starling/contract';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Lets requests from this machine pass, and those with the operator's token; others get 401. A request that names a
 * proxy is not from this machine, wherever its connection comes from.
 */
export function guardInternals(operatorToken: string) {
  const expected = hashOf(operatorToken);
  return async ({ headers, raw }: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (headers['x-forwarded-for'] === undefined && isLoopback(raw.socket.remoteAddress)) return;
    const token = tokenFrom(headers);
    if (token !== undefined && timingSafeEqual(hashOf(token), expected)) return;
    await reply.code(401).send(toErrorEnvelope('Invalid token'));
  };
}

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && ipaddr.process(address).range() === 'loopback';
