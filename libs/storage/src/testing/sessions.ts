import { randomUUID } from 'node:crypto';
import { type SessionLease } from '../ownership/session-lease.js';
import { type MessageRecord } from '@starling/domain';
import { type InstanceId } from '../tenancy/ids.js';
import { type Bench } from './bench.js';
import { anInstance, freshTenant, type Tenant } from './fixtures.js';

const freshWorkerId = (): string => `worker ${randomUUID()}`;

/** A worker that has just registered. */
export async function freshWorker({ repositories }: Bench): Promise<string> {
  const id = freshWorkerId();
  await repositories.workers.register({ id, host: 'here', pid: 1, maxSessions: 10 });
  return id;
}

/** Its last beat was that long ago. */
export async function ageHeartbeat({ database }: Bench, id: string, ageMs: number): Promise<void> {
  await database.client.$executeRaw`
    UPDATE workers SET heartbeat_at = now() - ${ageMs}::float8 * interval '1 millisecond' WHERE id = ${id}`;
}

/** An instance that is to be connected and has no owner yet. */
export async function wantedInstance(
  bench: Bench,
  tenant?: Tenant,
): Promise<{ id: InstanceId; tenant: Tenant }> {
  const owner = tenant ?? (await freshTenant(bench));
  const { id } = await bench.repositories.instances.create(owner.scope, anInstance(randomUUID()));
  await bench.database.client.instance.update({
    where: { id },
    data: { desiredState: 'connected' },
  });
  return { id, tenant: owner };
}

/** A session that a living worker has just claimed. */
export async function ownedSession(bench: Bench, worker?: string): Promise<SessionLease> {
  const { id } = await wantedInstance(bench);
  const [lease] = await claimAnyway(bench, worker ?? (await freshWorker(bench)), id);
  return lease as SessionLease;
}

export const claimAnyway = ({ repositories }: Bench, worker: string, id: InstanceId) =>
  repositories.sessionClaims.claim(worker, [id], { evenUnwanted: true });

/** Takes the session over as if its owner had died. */
export async function takeOver(bench: Bench, lease: SessionLease): Promise<SessionLease> {
  await ageHeartbeat(bench, lease.workerId, 60_000);
  const [next] = await claimAnyway(bench, await freshWorker(bench), lease.instanceId);
  return next as SessionLease;
}

export const aMessage = (change: Partial<MessageRecord> = {}): MessageRecord => ({
  messageId: randomUUID(),
  chatJid: '5511999999999@s.whatsapp.net',
  fromMe: false,
  participant: '',
  senderJid: '5511999999999@s.whatsapp.net',
  pushName: 'Ana',
  type: 'text',
  content: 'hello',
  status: 0,
  source: '',
  quotedMessageId: null,
  mediaType: null,
  isForwarded: false,
  payload: Buffer.from([8, 1]),
  sentAt: new Date('2026-04-28T10:30:00.123Z'),
  ...change,
});
