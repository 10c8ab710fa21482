import { rssBytesOf } from '../../harness/process-usage.js';

const LOOK_MS = 25;

/** The highest resident memory while `run` ran, sampled every `LOOK_MS`. */
export async function highestRss(pid: number, run: () => Promise<unknown>): Promise<number> {
  let [highest, isDone] = [0, false];
  const watching = (async () => {
    while (!isDone) {
      highest = Math.max(highest, await rssBytesOf(pid));
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  })();
  try {
    await run();
  } finally {
    isDone = true;
    await watching;
  }
  return highest;
}
