/** Work of the same line goes one after another; lines do not wait for each other. */
export class Lines {
  /** Who waits behind the one that is at it. */
  private readonly behind = new Map<string, (() => void)[]>();

  /** `start` is called when the line is its own, at once if nobody is in it. Whoever is done leaves. */
  enter(line: string, start: () => void): void {
    const behind = this.behind.get(line);
    if (behind) return void behind.push(start);
    this.behind.set(line, []);
    start();
  }

  leave(line: string): void {
    const start = this.behind.get(line)?.shift();
    if (start) start();
    else this.behind.delete(line);
  }
}
