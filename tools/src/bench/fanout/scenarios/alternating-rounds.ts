import { pace, type Paced, saturate, type Saturated } from '../subject/measure.js';
import { CLIENTS, PER_EVENT, type Subject } from '../subject/subject.js';

const ROUNDS = 3;
const WARM_UP_EVENTS = 500;
/** Each subject works a few seconds on its events. The adapter of Socket.IO keeps ten thousand entries. */
const EVENTS = { starling: 12_000, 'socket.io': 1_500, 'bare ws': 1_000 };
export const PACED_PER_SECOND = 50_000;
export const PACED_MS = 4_000;

export interface Spread {
  readonly saturated: Saturated;
  readonly paced: Paced;
}

/**
 * The median round of each subject. Rounds of the subjects alternate, so that other load on the machine affects all
 * alike.
 */
export async function measureAlternately(
  subjects: readonly Subject[],
): Promise<Map<string, Spread>> {
  for (const subject of subjects) {
    await subject.load.call('open', subject.place, CLIENTS);
    await saturate(subject, WARM_UP_EVENTS, PER_EVENT);
  }
  const rounds = subjects.map((subject) => ({
    subject,
    saturated: [] as Saturated[],
    paced: [] as Paced[],
  }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { subject, saturated, paced } of rounds) {
      saturated.push(await saturate(subject, EVENTS[subject.name], PER_EVENT));
      paced.push(await pace(subject, PACED_PER_SECOND, PER_EVENT, PACED_MS));
    }
  }
  return new Map(
    rounds.map(({ subject, saturated, paced }) => [
      subject.name,
      { saturated: medianOf(saturated), paced: medianOf(paced) },
    ]),
  );
}

/** The median of each figure. Lost events are summed, so that no loss disappears. */
export function medianOf<Figures extends object & { readonly lost: number }>(
  rounds: readonly Figures[],
): Figures {
  const [first] = rounds as [Figures];
  const median = Object.fromEntries(
    Object.keys(first).map((key) => {
      const values = rounds.map((round) => round[key as keyof Figures] as number);
      return [key, values.sort((one, other) => one - other)[Math.floor(values.length / 2)]];
    }),
  );
  return { ...median, lost: rounds.reduce((sum, { lost }) => sum + lost, 0) } as Figures;
}
