import { type ProcessPlan } from './child/process-plan.js';
import { type ProcessLimits, SupervisedProcess } from './child/supervised-process.js';
import { type Journal } from './log/journal.js';
import { SupervisedServer, type LaunchServer } from './server/supervised-server.js';
import { StartError } from './failure/start-error.js';

/** Servers stop after all processes, which have the stages of their plans. */
const SERVER_STOP_STAGE = { redis: 100, postgres: 101 } as const;

interface Part {
  stopStage: number;
  stop(): Promise<void>;
  kill?(): void;
}

/** Starts and stops all processes and servers of one deployment, in stages. */
export class Deployment {
  private readonly parts: Part[] = [];
  private stopping = false;

  constructor(
    private readonly journal: Journal,
    private readonly limits?: ProcessLimits,
  ) {}

  /** Resolves with the URL of the server once it is ready. */
  async startServer(name: 'redis' | 'postgres', launch: LaunchServer): Promise<string> {
    this.ensureNotStopping();
    const server = await SupervisedServer.start(name, launch, this.journal);
    this.parts.push({ stopStage: SERVER_STOP_STAGE[name], stop: () => server.stop() });
    this.ensureNotStopping();
    return server.url;
  }

  /**
   * Starts stage by stage. Resolves when all processes serve; rejects with the reason of the first one that does not.
   */
  async startProcesses(plans: readonly ProcessPlan[]): Promise<void> {
    const stages = [...new Set(plans.map((plan) => plan.startStage))].sort((a, b) => a - b);
    for (const stage of stages) {
      await this.startTogether(plans.filter((plan) => plan.startStage === stage));
    }
  }

  /**
   * Prevents further starts and resolves when everything that ran has ended. A server that was starting meanwhile may
   * still come up: call `stop` again when the start has failed.
   */
  async stop(): Promise<void> {
    this.stopping = true;
    const stages = [...new Set(this.parts.map((part) => part.stopStage))].sort((a, b) => a - b);
    for (const stage of stages) {
      const together = this.parts.filter((part) => part.stopStage === stage);
      await Promise.all(together.map((part) => part.stop()));
    }
  }

  /** Kills the processes, so that no stop waits for them. The servers stop normally, which is quick. */
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
