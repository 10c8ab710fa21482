import { type ProcessPlan } from './child/process-plan.js';
import { type ProcessLimits, SupervisedProcess } from './child/supervised-process.js';
import { type Journal } from './log/journal.js';
import { KeptServer, type LaunchServer } from './server/kept-server.js';
import { StartError } from './failure/start-error.js';

/** Processes have the stages of their plans; what they need outlives all of them. */
const SERVER_STOP_STAGE = { redis: 100, postgres: 101 } as const;

interface Part {
  stopStage: number;
  stop(): Promise<void>;
  kill?(): void;
}

/** Everything that runs for one deployment. What was started here is stopped here, in stages. */
export class Deployment {
  private readonly parts: Part[] = [];
  private stopping = false;

  constructor(
    private readonly journal: Journal,
    private readonly limits?: ProcessLimits,
  ) {}

  /** Resolves with the URL of a server that is ready. */
  async startServer(name: 'redis' | 'postgres', launch: LaunchServer): Promise<string> {
    this.ensureNotStopping();
    const server = await KeptServer.start(name, launch, this.journal);
    this.parts.push({ stopStage: SERVER_STOP_STAGE[name], stop: () => server.stop() });
    this.ensureNotStopping();
    return server.url;
  }

  /** Stage by stage. Resolves when all of them serve; rejects with the reason of the first that does not. */
  async startProcesses(plans: readonly ProcessPlan[]): Promise<void> {
    const stages = [...new Set(plans.map((plan) => plan.startStage))].sort((a, b) => a - b);
    for (const stage of stages) {
      await this.startTogether(plans.filter((plan) => plan.startStage === stage));
    }
  }

  /**
   * Nothing starts any more; what runs is gone when this resolves. A server that was just coming up
   * may appear after that: call it again once the start has given up.
   */
  async stop(): Promise<void> {
    this.stopping = true;
    const stages = [...new Set(this.parts.map((part) => part.stopStage))].sort((a, b) => a - b);
    for (const stage of stages) {
      const together = this.parts.filter((part) => part.stopStage === stage);
      await Promise.all(together.map((part) => part.stop()));
    }
  }

  /** Cuts every wait for a process short. The servers still stop as they should: it takes no time. */
  killProcesses(): void {
    for (const part of this.parts) part.kill?.();
  }

  private async startTogether(plans: readonly ProcessPlan[]): Promise<void> {
    this.ensureNotStopping();
    await Promise.all(
      plans.map((plan) => {
        const process = new SupervisedProcess(plan, this.journal, this.limits);
        this.parts.push({
          stopStage: plan.stopStage,
          stop: () => process.stop(),
          kill: () => process.kill(),
        });
        return process.start();
      }),
    );
  }

  private ensureNotStopping(): void {
    if (this.stopping) throw new StartError('The start was interrupted.');
  }
}
