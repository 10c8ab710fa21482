import { randomBytes, randomUUID } from 'node:crypto';
import { DEFAULT_SETTINGS } from '@starling/contract';
import { type OpenStorage, openStorage, TenantCallers } from '@starling/storage';

/** What every process of one deployment shares. */
export interface Deployment {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly encryptionKey: string;
}

export interface Room {
  readonly instanceId: string;
  /** Where clients of Starling ask for it. */
  readonly path: string;
}

/** The limit is no part of what is measured, so it must be far away. */
const NO_LIMIT = 10_000_000;

export const newDeployment = (services: Omit<Deployment, 'encryptionKey'>): Deployment => ({
  ...services,
  encryptionKey: randomBytes(32).toString('hex'),
});

/** Instances of one account, each open to sockets for all events. */
export async function createRooms(deployment: Deployment, count: number): Promise<Room[]> {
  const { databaseUrl, encryptionKey } = deployment;
  const storage = await openStorage({
    ...{ databaseUrl, poolSize: 2, oldEncryptionKeys: [] },
    encryptionKey: Buffer.from(encryptionKey, 'hex'),
  });
  try {
    return await createIn(storage, count);
  } finally {
    await storage.close();
  }
}

async function createIn({ repositories }: OpenStorage, count: number): Promise<Room[]> {
  const { accounts, instances, websocketConfigs, tokens } = repositories;
  const accountToken = randomUUID();
  const name = `bench ${accountToken}`;
  await accounts.create({ name, token: accountToken, rateLimitPerMinute: NO_LIMIT });
  const callers = new TenantCallers(tokens);
  const caller = await callers.identify(accountToken);
  const scope = callers.scopeOf(caller as NonNullable<typeof caller>);
  const rooms: Room[] = [];
  for (let index = 0; index < count; index += 1) {
    const [room, token] = [`room-${index}`, randomUUID()];
    const { id } = await instances.create(scope, { name: room, token, settings: DEFAULT_SETTINGS });
    await websocketConfigs.put(scope, id, { enabled: true, events: [], mediaBase64: false });
    rooms.push({ instanceId: id, path: `/ws/${room}?token=${accountToken}` });
  }
  return rooms;
}
