import { cpuMsOf } from '../harness/process-usage.js';
import { type Mailboxes } from './mailboxes.js';
import { type Lane, type Sample } from './senders/drive.js';
import { type Subject } from './subject.js';

export interface Measured extends Sample {
  /** CPU time of all processes of the subject, without Postgres and Redis. */
  readonly cpuMsEach: number;
  readonly lost: number;
  readonly repeated: number;
}

/** A subject and the lanes of its messages. */
export interface Team {
  readonly subject: Subject;
  readonly lanes: readonly Lane[];
}

const MESSAGES_A_ROUND = 3_000;
const ROUNDS = 3;
const WARM_UP_SHARE = 3;
const PACED_PER_SECOND = 50;
const PACED_MESSAGES = 500;

/** Looks up the contacts and greets them, and they answer. Afterwards all caches are filled. */
export async function warmUp({ subject, lanes }: Team, mailboxes: Mailboxes): Promise<void> {
  await subject.saturate(lanes, 'greeting', 1);
  await subject.saturate(lanes, 'warm-up', WARM_UP_SHARE);
  await mailboxes.waitForAll(lanes.length * (1 + WARM_UP_SHARE));
}

/** Sends as fast as possible. Rounds of the teams alternate, and the median round of each counts. */
export const saturateAlternately = (teams: readonly Team[], mailboxes: Mailboxes) =>
  alternate(teams, 'perSecond', ({ subject, lanes }, label) => {
    const share = Math.ceil(MESSAGES_A_ROUND / lanes.length);
    const run = () => subject.saturate(lanes, label, share);
    return measured(subject, mailboxes, run, share * lanes.length);
  });

/** Sends at a rate below the limit, to measure how long one send takes. */
export const paceAlternately = (teams: readonly Team[], mailboxes: Mailboxes) =>
  alternate(teams, 'p50Ms', ({ subject, lanes }, label) => {
    const run = () => subject.pace(lanes, label, PACED_PER_SECOND, PACED_MESSAGES);
    return measured(subject, mailboxes, run, PACED_MESSAGES);
  });

async function alternate(
  teams: readonly Team[],
  by: keyof Sample,
  measureOnce: (team: Team, label: string) => Promise<Measured>,
): Promise<Measured[]> {
  const rounds: Measured[][] = teams.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, team] of teams.entries()) {
      rounds[index]?.push(await measureOnce(team, `round ${round}`));
    }
  }
  return rounds.map((ofTeam) => median(ofTeam, by));
}

async function measured(
  { pids }: Subject,
  mailboxes: Mailboxes,
  run: () => Promise<Sample>,
  messages: number,
): Promise<Measured> {
  const cpuBeforeMs = await cpuOf(pids);
  const sample = await run();
  const arrived = await mailboxes.waitForAll(messages);
  const cpuMsEach = ((await cpuOf(pids)) - cpuBeforeMs) / messages;
  return { ...sample, cpuMsEach, ...arrived };
}

async function cpuOf(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(pids.map(cpuMsOf));
  return each.reduce((sum, cpuMs) => sum + cpuMs, 0);
}

/** Lost and repeated texts are summed over all rounds. */
function median(rounds: readonly Measured[], by: keyof Sample): Measured {
  const sorted = [...rounds].sort((one, other) => one[by] - other[by]);
  const sumOf = (count: (round: Measured) => number) =>
    rounds.reduce((sum, round) => sum + count(round), 0);
  return {
    ...(sorted[Math.floor(sorted.length / 2)] as Measured),
    lost: sumOf(({ lost }) => lost),
    repeated: sumOf(({ repeated }) => repeated),
  };
}
