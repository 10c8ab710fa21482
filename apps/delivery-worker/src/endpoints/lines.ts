/** Work of the same line goes one after another; lines do not wait for each other. */
export class Lines {
  private readonly tails = new Map<string, Promise<unknown>>();

  run<Result>(line: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.tails.get(line);
    const result = before === undefined ? work() : before.then(work, work);
    this.tails.set(line, result);
    const leave = () => {
      if (this.tails.get(line) === result) this.tails.delete(line);
    };
    result.then(leave, leave);
    return result;
  }
}
