import { CLOSE_CODES, type CloseCode, type Faults } from '@starling/whatsapp-sandbox';
import { z } from 'zod';
import { ControlError, notFound } from '../control/control-error.js';
import { endpoint } from '../control/endpoint.js';
import { number } from './fields.js';

/** The account of a fault and how often it applies; by default all accounts, until the fault is deleted. */
const scope = {
  account: number.optional(),
  times: z.int().min(1).optional(),
  skip: z.int().min(0).optional(),
};
const delayMs = z.int().min(0).max(600_000).optional();

const fault = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['drop', 'delay', 'duplicate', 'reorder', 'cut']),
    delayMs,
    tag: z.string().optional(),
    ...scope,
  }),
  z.object({
    kind: z.literal('lose-from-client'),
    tag: z.string(),
    type: z.string().optional(),
    xmlns: z.string().optional(),
    ...scope,
  }),
  z.object({ kind: z.literal('refuse-messages'), error: z.int(), ...scope }),
  z.object({ kind: z.literal('refuse-logins'), code: z.int(), ...scope }),
  z.object({
    kind: z.literal('stall-handshakes'),
    after: z.enum(['hello', 'finish', 'login']),
    ...scope,
  }),
  z.object({
    kind: z.enum(['slow-media', 'missing-media']),
    delayMs,
    on: z.enum(['upload', 'download']).optional(),
    ...scope,
  }),
  z.object({ kind: z.enum(['exhaust-pre-keys', 'ask-for-passkey']), ...scope }),
]);
type Fault = z.output<typeof fault>;

/** Returns a function that removes the fault. */
function addFault(faults: Faults, wanted: Fault): () => void {
  switch (wanted.kind) {
    case 'drop':
    case 'delay':
    case 'duplicate':
    case 'reorder':
    case 'cut':
      return faults.delivery(wanted);
    case 'lose-from-client':
      return faults.loseFromClient(wanted);
    case 'refuse-messages':
      return faults.refuseMessages(wanted);
    case 'refuse-logins':
      return faults.refuseLogins(wanted);
    case 'stall-handshakes':
      return faults.stallHandshakes(wanted);
    case 'slow-media':
      return faults.media({ ...wanted, kind: 'slow' });
    case 'missing-media':
      return faults.media({ ...wanted, kind: 'missing' });
    case 'ask-for-passkey':
      return faults.askForPasskey(wanted);
    case 'exhaust-pre-keys':
      return faults.exhaustPreKeys(wanted);
  }
}

const removals = new Map<number, () => void>();
let issued = 0;

const isCloseCode = (code: number): code is CloseCode =>
  (CLOSE_CODES as readonly number[]).includes(code);

export const faultEndpoints = [
  endpoint({
    method: 'POST',
    path: '/api/faults',
    body: fault,
    act: ({ sandbox, body }) => {
      const id = (issued += 1);
      removals.set(id, addFault(sandbox.faults, body));
      return { id };
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/api/faults/:id',
    act: ({ params }) => {
      const id = Number(params['id']);
      const remove = removals.get(id);
      if (!remove) throw notFound(`Fault ${params['id']}`);
      remove();
      removals.delete(id);
    },
  }),
  endpoint({
    method: 'DELETE',
    path: '/api/faults',
    act: ({ sandbox }) => {
      sandbox.faults.clear();
      removals.clear();
    },
  }),
  // Ends open connections with a close code of WhatsApp or by cutting them. With `silent` they stay open and send
  // nothing.
  endpoint({
    method: 'POST',
    path: '/api/disconnect',
    body: z.object({
      account: number.optional(),
      code: z.int().optional(),
      silent: z.boolean().optional(),
    }),
    act: ({ sandbox, body: { account, code, silent } }) => {
      if (code !== undefined && !isCloseCode(code)) {
        throw new ControlError(
          400,
          `Invalid request body: code must be one of ${CLOSE_CODES.join(', ')}`,
        );
      }
      return {
        closed: sandbox.faults.close(
          code ?? (silent ? 'silence' : 'cut'),
          account === undefined ? {} : { account },
        ),
      };
    },
  }),
];
