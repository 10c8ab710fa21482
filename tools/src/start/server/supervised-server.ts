import { runInBackground } from '@starling/platform';
import { type EmbeddedServer } from '@starling/embedded';
import { Backoff } from '../failure/backoff.js';
import { type Journal } from '../log/journal.js';

/** Starts the server on the given port; 0 means any free port. */
export type LaunchServer = (port: number) => Promise<EmbeddedServer>;

/** Runs a Postgres or Redis. When it ends, it is started again on the same port. */
export class SupervisedServer {
  private stopping = false;
  private readonly backoff = new Backoff();

  private constructor(
    private readonly name: string,
    private readonly launch: LaunchServer,
    private readonly journal: Journal,
    private current: EmbeddedServer,
  ) {
    runInBackground('keep a process alive', this.keepAlive());
  }

  static async start(
    name: string,
    launch: LaunchServer,
    journal: Journal,
  ): Promise<SupervisedServer> {
    return new SupervisedServer(name, launch, journal, await launch(0));
  }

  get url(): string {
    return this.current.url;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.backoff.cancel();
    await this.current.stop();
  }

  private async keepAlive(): Promise<void> {
    while (!this.stopping) {
      const sentence = await this.current.ended;
      while (!this.stopping && !(await this.restart(sentence)));
    }
  }

  private async restart(sentence: string): Promise<boolean> {
    const waitMs = this.backoff.nextMs();
    this.journal.say(`✗ ${this.name}: ${sentence} Starting it again in ${waitMs / 1000}s`, 'error');
    await this.backoff.wait(waitMs);
    if (this.stopping) return false;
    try {
      this.current = await this.launch(this.current.port);
      if (this.stopping) await this.current.stop();
      else this.backoff.onReady();
      return true;
    } catch (error) {
      this.journal.say(`${this.name}: ${(error as Error).message}`, 'error');
      return false;
    }
  }
}
