import { setTimeout as wait } from 'node:timers/promises';
import { isLidUser, type SignalRepositoryWithLIDStore } from '@whiskeysockets/baileys';
import { plainJid } from '@starling/domain';

/** Upper bound for waiting on another message; below the limit for held frames. */
const MAX_WAIT_MS = 5_000;

/** The two steps of one message: the pair of addresses is stored, then the session moves from one to the other. */
class Steps {
  hasMoved = false;
  private finish: () => void = () => undefined;
  readonly finished = new Promise<void>((resolve) => (this.finish = resolve));

  /** Resolves one tick later, so that callers of the last step continue first. */
  end(): void {
    setImmediate(this.finish);
  }
}

/**
 * Baileys learns both addresses of a sender before it queues a message, and skips that step for known senders: in a burst
 * from a new sender the later messages would overtake the first one. Here each message waits for the steps of earlier
 * messages of the same sender; for known senders there is nothing to wait for.
 */
export function keepOrder(repository: SignalRepositoryWithLIDStore): void {
  const { lidMapping } = repository;
  const getPNForLID = lidMapping.getPNForLID.bind(lidMapping);
  const storeLIDPNMappings = lidMapping.storeLIDPNMappings.bind(lidMapping);
  const migrateSession = repository.migrateSession.bind(repository);
  /** By hidden address: resolves when the last message so far has taken its steps. */
  const tails = new Map<string, Promise<void>>();
  const current = new Map<string, Steps>();

  const lastStepsOf = (lid: string) =>
    Promise.race([tails.get(lid), wait(MAX_WAIT_MS, undefined, { ref: false })]);

  const begin = async (lid: string): Promise<Steps> => {
    const steps = new Steps();
    const before = tails.has(lid) ? lastStepsOf(lid) : undefined;
    const tail = Promise.all([before, steps.finished]).then(() => {
      if (tails.get(lid) === tail) tails.delete(lid);
      if (current.get(lid) === steps) current.delete(lid);
    });
    tails.set(lid, tail);
    await before;
    return steps;
  };

  lidMapping.getPNForLID = async (lid) => {
    if (tails.has(plainJid(lid))) await lastStepsOf(plainJid(lid));
    return getPNForLID(lid);
  };
  lidMapping.storeLIDPNMappings = async (pairs) => {
    const [pair, ...others] = pairs;
    const lid = pair && plainJid(isLidUser(pair.lid) ? pair.lid : pair.pn);
    if (!lid || others.length > 0) return storeLIDPNMappings(pairs);
    const steps = await begin(lid);
    current.set(lid, steps);
    try {
      await storeLIDPNMappings(pairs);
    } finally {
      // Some callers take the first step alone.
      setImmediate(() => steps.hasMoved || steps.end());
    }
  };
  repository.migrateSession = async (from, to) => {
    const steps = current.get(plainJid(to)) ?? current.get(plainJid(from));
    if (!steps || steps.hasMoved) return migrateSession(from, to);
    steps.hasMoved = true;
    try {
      return await migrateSession(from, to);
    } finally {
      steps.end();
    }
  };
}
