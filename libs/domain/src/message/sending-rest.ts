const REFUSALS_BEFORE_REST = 3;
const WINDOW_MS = 60_000;
const FIRST_REST_MS = 10_000;
const MAX_REST_MS = 300_000;

/**
 * How long a number keeps quiet because WhatsApp does not want its messages. One chat that refuses must not silence a
 * number that others hear: only refusals in a row count, none of them longer ago than a minute.
 */
export class SendingRest {
  private refusedAtMs: readonly number[] = [];
  private untilMs = Number.NEGATIVE_INFINITY;
  private restsInARow = 0;

  isOver(nowMs: number): boolean {
    return nowMs >= this.untilMs;
  }

  /** A message was refused. True: a rest begins. After a rest the first refusal begins the next. */
  refused(nowMs: number): boolean {
    if (!this.isOver(nowMs)) return false;
    const recent = this.refusedAtMs.filter((atMs) => nowMs - atMs < WINDOW_MS);
    this.refusedAtMs = [...recent, nowMs];
    const enough = this.restsInARow > 0 ? 1 : REFUSALS_BEFORE_REST;
    return this.refusedAtMs.length >= enough && this.begin(nowMs);
  }

  /** WhatsApp asked for patience in so many words. True: a rest begins. */
  throttled(nowMs: number): boolean {
    return this.isOver(nowMs) && this.begin(nowMs);
  }

  /** What is accepted during a rest was on its way before, and says nothing of how it is now. */
  accepted(nowMs: number): void {
    if (!this.isOver(nowMs)) return;
    this.restsInARow = 0;
    this.refusedAtMs = [];
  }

  private begin(nowMs: number): true {
    this.untilMs = nowMs + Math.min(FIRST_REST_MS * 2 ** this.restsInARow, MAX_REST_MS);
    this.restsInARow += 1;
    this.refusedAtMs = [];
    return true;
  }
}
