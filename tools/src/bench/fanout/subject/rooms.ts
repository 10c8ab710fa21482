import { randomUUID } from 'node:crypto';
import { DEFAULT_SETTINGS } from '@starling/contract';
import { type Deployment } from '../../harness/deployment.js';
import { createTenant, withStorage } from '../../harness/storage.js';

export interface Room {
  readonly instanceId: string;
  /** The path under which clients of Starling ask for the room. */
  readonly path: string;
}

/** High enough that no request of the benchmark is limited. */
const RATE_LIMIT = 10_000_000;

/** Creates instances of one account, each with all events open to sockets. */
export const createRooms = (deployment: Deployment, count: number): Promise<Room[]> =>
  withStorage(deployment, async (storage) => {
    const { instances, websocketConfigs } = storage.repositories;
    const { token: accountToken, scope } = await createTenant(storage, RATE_LIMIT);
    const rooms: Room[] = [];
    for (let index = 0; index < count; index += 1) {
      const [name, token] = [`room-${index}`, randomUUID()];
      const { id } = await instances.create(scope, { name, token, settings: DEFAULT_SETTINGS });
      await websocketConfigs.put(scope, id, { enabled: true, events: [], mediaBase64: false });
      rooms.push({ instanceId: id, path: `/ws/${name}?token=${accountToken}` });
    }
    return rooms;
  });
