import { cpuMsOf } from '../harness/process-usage.js';
import { type Mailboxes } from './mailboxes.js';
import { type Lane, type Sample } from './senders/drive.js';
import { type Subject } from './subject.js';

export interface Measured extends Sample {
  /** Of all its processes; Postgres and Redis not counted. */
  readonly cpuMsEach: number;
  readonly lost: number;
  readonly repeated: number;
}

/** A subject with the lanes that its messages take. */
export interface Team {
  readonly subject: Subject;
  readonly lanes: readonly Lane[];
}

const MESSAGES_A_ROUND = 3_000;
const ROUNDS = 3;
const WARM_UP_SHARE = 3;
const PACED_PER_SECOND = 50;
const PACED_MESSAGES = 500;

/** Looks up and greets the contacts, which answer; what is cached from then on is cached. */
export async function warmUp({ subject, lanes }: Team, mailboxes: Mailboxes): Promise<void> {
  await subject.saturate(lanes, 'greeting', 1);
  await subject.saturate(lanes, 'warm-up', WARM_UP_SHARE);
  await mailboxes.settle(lanes.length * (1 + WARM_UP_SHARE));
}

/** As fast as it goes; the teams take turns, and the median round of each counts. */
export const saturateInTurns = (teams: readonly Team[], mailboxes: Mailboxes) =>
  inTurns(teams, 'perSecond', ({ subject, lanes }, label) => {
    const share = Math.ceil(MESSAGES_A_ROUND / lanes.length);
    const run = () => subject.saturate(lanes, label, share);
    return measured(subject, mailboxes, run, share * lanes.length);
  });

/** At a rate that leaves room: how long one send takes. */
export const paceInTurns = (teams: readonly Team[], mailboxes: Mailboxes) =>
  inTurns(teams, 'p50Ms', ({ subject, lanes }, label) => {
    const run = () => subject.pace(lanes, label, PACED_PER_SECOND, PACED_MESSAGES);
    return measured(subject, mailboxes, run, PACED_MESSAGES);
  });

async function inTurns(
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
  const arrived = await mailboxes.settle(messages);
  const cpuMsEach = ((await cpuOf(pids)) - cpuBeforeMs) / messages;
  return { ...sample, cpuMsEach, ...arrived };
}

async function cpuOf(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(pids.map(cpuMsOf));
  return each.reduce((sum, cpuMs) => sum + cpuMs, 0);
}

/** What was lost or came twice in any of the rounds is not forgotten. */
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
