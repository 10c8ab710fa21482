import { type FastifyRequest } from 'fastify';

/** What the line of a request says besides how it was answered: ids and codes, never names, numbers or tokens. */
export interface RequestNotes {
  readonly operation?: string;
  readonly account?: string;
  readonly instance?: string;
  /** Why it was refused or failed. */
  readonly code?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    notes?: RequestNotes;
  }
}

/** Adds to what the line of this request will say. */
export function noteOn(request: FastifyRequest, notes: RequestNotes): void {
  request.notes = request.notes ? Object.assign(request.notes, notes) : { ...notes };
}
