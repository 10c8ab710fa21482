import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type ProcessRole } from '@starling/contract';

/** One start of one process. A restart is another identity, with another inbox. */
export class ProcessIdentity {
  readonly id: string;
  readonly pid = process.pid;
  readonly host = hostname();
  readonly since = new Date();

  constructor(readonly role: ProcessRole) {
    this.id = `${role}-${randomBytes(4).toString('hex')}`;
  }
}
