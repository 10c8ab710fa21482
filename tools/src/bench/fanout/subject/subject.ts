import { type AppProcess, startAppProcess } from '@starling/testing';
import { type Deployment, environmentOf } from '../../harness/deployment.js';
import { type LoadCalls } from '../load/load-worker.js';
import { type Place } from '../load/client-pool.js';
import { type PeerServerCalls } from '../peers/socket-io-server.js';
import { type PublisherCalls, type SubjectName } from '../publish/publisher-worker.js';
import { createRooms } from './rooms.js';
import { startWorker, type Worker } from '../../harness/worker/worker.js';

export const ROOMS = 5;
export const CLIENTS = 500;
/** Each client is in exactly one room. */
export const PER_EVENT = CLIENTS / ROOMS;

/** A server, the publisher of its events, and the process of its clients. */
export interface Subject {
  readonly name: SubjectName;
  readonly serverPid: number;
  readonly place: Place;
  readonly publisher: Worker<PublisherCalls>;
  readonly load: Worker<LoadCalls>;
  /** Only the product has a node. */
  readonly node?: AppProcess;
  stop(): Promise<void>;
}

const here = (path: string) => new URL(path, import.meta.url);
const COLLECTOR = here('./collect-on-signal.js');

export const startNode = (deployment: Deployment) =>
  startAppProcess('ws-fanout', {
    ...environmentOf(deployment),
    LOG_LEVEL: 'warn',
    NODE_OPTIONS: `--import ${COLLECTOR.href}`,
  });

const startLoad = () => startWorker<LoadCalls>(here('../load/load-worker.js'));
const startPublisher = () => startWorker<PublisherCalls>(here('../publish/publisher-worker.js'));

export async function startStarling(deployment: Deployment): Promise<Subject> {
  const rooms = await createRooms(deployment, ROOMS);
  const [publisher, load] = [startPublisher(), startLoad()];
  const instances = rooms.map(({ instanceId }) => instanceId);
  await publisher.call('open', 'starling', deployment, instances);
  const node = await startNode(deployment);
  return {
    name: 'starling' as const,
    serverPid: node.pid,
    publisher,
    load,
    node,
    place: { port: portOf(node), paths: rooms.map(({ path }) => path), dialect: 'plain' },
    stop: async () => {
      await load.stop();
      await node.stop();
      await publisher.stop();
    },
  };
}

export async function startPeer(
  name: Exclude<SubjectName, 'starling'>,
  deployment: Deployment,
): Promise<Subject> {
  const isPlain = name === 'bare ws';
  const script = isPlain ? '../peers/bare-ws-server.js' : '../peers/socket-io-server.js';
  const server = startWorker<PeerServerCalls>(here(script), COLLECTOR);
  const [publisher, load] = [startPublisher(), startLoad()];
  const port = await server.call('open', deployment.redisUrl);
  const rooms = Array.from({ length: ROOMS }, (_, index) => `/room-${index}`);
  await publisher.call('open', name, deployment, rooms);
  const paths = rooms.map((room) => {
    const query = `EIO=4&transport=websocket&room=${encodeURIComponent(room)}`;
    return isPlain ? room : `/socket.io/?${query}`;
  });
  return {
    name,
    serverPid: server.pid,
    publisher,
    load,
    place: { port, paths, dialect: isPlain ? 'plain' : 'socket.io' },
    stop: async () => {
      await load.stop();
      await server.stop();
      await publisher.stop();
    },
  };
}

export const portOf = ({ baseUrl }: AppProcess): number => Number(new URL(baseUrl).port);
