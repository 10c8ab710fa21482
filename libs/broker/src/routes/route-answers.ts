import { type Inbox } from '../inbox/inbox.js';
import { readAnswer, type RouteAnswer } from './route-wire.js';

/** The answers that a node waits for. At most one in a process: it listens to the inbox's route entries. */
export class RouteAnswers {
  private readonly awaited = new Map<string, (answer: RouteAnswer | undefined) => void>();
  private last = 0;

  constructor(
    inbox: Inbox,
    private readonly limitMs: number,
  ) {
    inbox.on('route', (entries) => {
      for (const entry of entries) {
        const read = readAnswer(entry);
        if (read) this.awaited.get(read.notice)?.(read.answer);
      }
    });
  }

  /** `answered` gives nothing when the limit was reached first. */
  expect(): { readonly notice: string; readonly answered: Promise<RouteAnswer | undefined> } {
    const notice = String((this.last += 1));
    const answered = new Promise<RouteAnswer | undefined>((resolve) => {
      const settle = (answer: RouteAnswer | undefined) => {
        clearTimeout(timer);
        this.awaited.delete(notice);
        resolve(answer);
      };
      const timer = setTimeout(() => settle(undefined), this.limitMs);
      this.awaited.set(notice, settle);
    });
    return { notice, answered };
  }

  /** Ends the wait: the notice was not sent, so no answer will come. */
  giveUp(notice: string): void {
    this.awaited.get(notice)?.(undefined);
  }
}
