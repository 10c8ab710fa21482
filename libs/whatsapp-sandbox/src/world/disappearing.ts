import type { RecordLog } from '../records/record-log.js';

export interface DisappearingMode {
  readonly durationSeconds: number;
  readonly sinceMs: number;
}

/** The disappearing mode for new chats of accounts, by LID JID. */
export class DisappearingModes {
  private readonly byOwner = new Map<string, DisappearingMode>();

  constructor(private readonly log: RecordLog) {
    for (const [owner, mode] of log.load('disappearing')) {
      this.byOwner.set(owner, mode as DisappearingMode);
    }
  }

  get(owner: string): DisappearingMode {
    return this.byOwner.get(owner) ?? { durationSeconds: 0, sinceMs: 0 };
  }

  update(owner: string, mode: DisappearingMode): void {
    this.byOwner.set(owner, mode);
    this.log.save('disappearing', owner, () => mode);
  }
}
