/** At most so many at a time; the others wait their turn in the order they came. */
export class Slots {
  private taken = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  /** `start` is called with a slot, at once if there is one. Whoever has it gives it back. */
  take(start: () => void): void {
    if (this.taken >= this.most) return void this.waiting.push(start);
    this.taken += 1;
    start();
  }

  giveBack(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.taken -= 1;
  }
}
