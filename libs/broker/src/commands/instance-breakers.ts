/** Commands of one instance at a time: a tenth of what the process takes. */
const MAX_RUNNING = 500;
/** So many in a row that ran into their deadline: the session behind them is stuck. */
const STUCK_AFTER = 5;
const REST_MS = 10_000;

interface Load {
  running: number;
  timeouts: number;
  restsUntil: number;
}

/**
 * Keeps one stuck session from using up what all share. An instance that has too many commands under way, or whose last
 * ones all ran into their deadline, is refused at once; after a rest one command may try whether it goes again.
 */
export class InstanceBreakers {
  private readonly loads = new Map<string, Load>();

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** How many instances are busy or resting. */
  get size(): number {
    return this.loads.size;
  }

  refuses(instance: string): boolean {
    const load = this.loads.get(instance);
    if (!load) return false;
    if (load.running >= MAX_RUNNING) return true;
    if (load.timeouts < STUCK_AFTER) return false;
    return this.nowMs() < load.restsUntil || load.running > 0;
  }

  began(instance: string): void {
    const load = this.loads.get(instance) ?? { running: 0, timeouts: 0, restsUntil: 0 };
    load.running += 1;
    this.loads.set(instance, load);
  }

  ended(instance: string, timedOut: boolean): void {
    const load = this.loads.get(instance);
    if (!load) return;
    load.running -= 1;
    load.timeouts = timedOut ? load.timeouts + 1 : 0;
    if (load.timeouts >= STUCK_AFTER) load.restsUntil = this.nowMs() + REST_MS;
    if (load.running === 0 && load.timeouts === 0) this.loads.delete(instance);
  }
}
