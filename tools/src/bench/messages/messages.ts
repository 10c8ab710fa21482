import { type Sandbox, startSandbox } from '@starling/whatsapp-sandbox';
import { type BenchReport } from '../harness/report.js';
import { Mailboxes } from './mailboxes.js';
import {
  type Measured,
  paceAlternately,
  saturateAlternately,
  type Team,
  warmUp,
} from './measure.js';
import { startBare, startStarling, type Subject } from './subject.js';

const SIZES = [10, 50] as const;
/** Sends at a time from one session. Baileys itself sends one message after another. */
const LANES_EACH = 4;

type Figures = Record<string, number>;

/** A text through REST, gateway and session-worker, beside `sendMessage` of bare Baileys, in alternating rounds. */
export async function benchMessages(): Promise<BenchReport> {
  const sandbox = await startSandbox({ receiptDelayMs: 10 });
  const subjects: Subject[] = [];
  try {
    subjects.push(startBare(sandbox));
    subjects.push(await startStarling(sandbox));
    return await measureSizes(subjects as [Subject, Subject], sandbox);
  } finally {
    for (const subject of subjects.reverse()) await subject.stop();
    await sandbox.close();
  }
}

async function measureSizes(subjects: [Subject, Subject], sandbox: Sandbox): Promise<BenchReport> {
  const [floor, figures, ratios]: [Figures, Figures, Figures] = [{}, {}, {}];
  for (const size of SIZES) {
    const mailboxes = new Mailboxes(sandbox);
    const teams: Team[] = [];
    for (const subject of subjects) {
      await subject.open(size);
      const team = { subject, lanes: mailboxes.lanes(size, LANES_EACH) };
      await warmUp(team, mailboxes);
      teams.push(team);
    }
    const [bare, ours] = (await saturateAlternately(teams, mailboxes)) as [Measured, Measured];
    const [calm, ourCalm] = (await paceAlternately(teams, mailboxes)) as [Measured, Measured];
    Object.assign(floor, flat(size, bare, calm));
    Object.assign(figures, flat(size, ours, ourCalm));
    figures[`pacedP50OverheadMs${size}`] = ourCalm.p50Ms - calm.p50Ms;
    ratios[`perSecond${size}`] = ours.perSecond / bare.perSecond;
    ratios[`cpuMsEach${size}`] = ours.cpuMsEach / bare.cpuMsEach;
  }
  return {
    name: 'messages',
    figures,
    floor,
    ratios,
    notes: [
      `${SIZES.join(' and ')} sessions, ${LANES_EACH} at a time from each, known contacts that have answered; alternating rounds, the median counts`,
      'paced: 50 sends a second; from the request to its answer, and from the call to its end',
      'cpuMsEach: gateway and session-worker together, Postgres and Redis not counted',
      'floor: unmodified Baileys sockets with keys in memory, nothing stored, called in their own process',
    ],
  };
}

const flat = (size: number, saturated: Measured, paced: Measured): Figures => ({
  [`perSecond${size}`]: saturated.perSecond,
  [`cpuMsEach${size}`]: saturated.cpuMsEach,
  [`saturatedP50Ms${size}`]: saturated.p50Ms,
  [`saturatedP99Ms${size}`]: saturated.p99Ms,
  [`pacedP50Ms${size}`]: paced.p50Ms,
  [`pacedP99Ms${size}`]: paced.p99Ms,
  [`lost${size}`]: saturated.lost + paced.lost,
  [`repeated${size}`]: saturated.repeated + paced.repeated,
});
