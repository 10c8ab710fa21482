import { type Database, type Statement } from '../database/database.js';
import { isLiveSql } from './heartbeat.js';

/** A process that holds live sessions. */
export interface WorkerIdentity {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly maxSessions: number;
}

export interface WorkerRecord extends WorkerIdentity {
  /** Instances it owns, whatever their state. */
  readonly sessions: number;
  readonly startedAt: Date;
  readonly heartbeatAt: Date;
  readonly drainingSince: Date | null;
  readonly isLive: boolean;
}

const BEAT: Statement = {
  name: 'beat of worker',
  text: 'UPDATE workers SET heartbeat_at = now() WHERE id = $1 RETURNING id',
};

const LIST: Statement = {
  name: 'list of workers',
  text: `
    SELECT w.id, w.host, w.pid, w.max_sessions AS "maxSessions", coalesce(o.sessions, 0) AS sessions,
           w.started_at AS "startedAt", w.heartbeat_at AS "heartbeatAt",
           w.draining_since AS "drainingSince", ${isLiveSql('w')} AS "isLive"
    FROM workers w
    LEFT JOIN (
      SELECT owner, count(*)::int AS sessions FROM instances WHERE owner IS NOT NULL GROUP BY owner
    ) o ON o.owner = w.id
    ORDER BY w.id`,
};

/** Heartbeats, all of them by the database's clock. */
export class Workers {
  constructor(private readonly database: Database) {}

  /** Once at start, and again after a beat that found no row. */
  async register({ id, host, pid, maxSessions }: WorkerIdentity): Promise<void> {
    await this.database.client.$executeRaw`
      INSERT INTO workers (id, host, pid, max_sessions) VALUES (${id}, ${host}, ${pid}, ${maxSessions})
      ON CONFLICT (id) DO UPDATE SET host = EXCLUDED.host, pid = EXCLUDED.pid,
        max_sessions = EXCLUDED.max_sessions, started_at = now(), heartbeat_at = now(),
        draining_since = NULL`;
  }

  /** False: the row is gone. */
  async beat(id: string): Promise<boolean> {
    const rows = await this.database.read(BEAT, [id]);
    return rows.length > 0;
  }

  /** Says that it takes no more sessions; the first moment counts. */
  async drain(id: string): Promise<void> {
    await this.database.client.$executeRaw`
      UPDATE workers SET draining_since = coalesce(draining_since, now()) WHERE id = ${id}`;
  }

  /** What it still owns is free from now on. */
  async retire(id: string): Promise<void> {
    await this.database.client.worker.deleteMany({ where: { id } });
  }

  list(): Promise<WorkerRecord[]> {
    return this.database.read<WorkerRecord>(LIST, []);
  }

  /** Forgets those dead for a day that own nothing any more. Returns how many. */
  sweep(): Promise<number> {
    return this.database.client.$executeRaw`
      DELETE FROM workers w
      WHERE w.heartbeat_at < now() - interval '1 day'
        AND NOT EXISTS (SELECT FROM instances i WHERE i.owner = w.id)`;
  }
}
