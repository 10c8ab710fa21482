import { fileURLToPath } from 'node:url';
import { startThrowawayServices } from '@starling/embedded';
import { type BenchReport } from '../report.js';
import { newDeployment } from './deployment.js';
import { pace, saturate } from './measure.js';
import { ROOMS, startPeer, startStarling, type Subject } from './subject.js';

const PRISMA = fileURLToPath(new URL('../../../bin/prisma.mjs', import.meta.url));
const CLIENTS = 500;
const PER_EVENT = CLIENTS / ROOMS;

export async function benchFanout(): Promise<BenchReport> {
  const services = await startThrowawayServices(PRISMA);
  const deployment = newDeployment(services);
  try {
    for (const start of [
      () => startPeer('bare ws', deployment),
      () => startPeer('socket.io', deployment),
      () => startStarling(deployment),
    ]) {
      const subject: Subject = await start();
      await subject.load.call('open', subject.place, CLIENTS);
      console.log(subject.name, 'warm', await saturate(subject, 500, PER_EVENT));
      for (let i = 0; i < 2; i++)
        console.log(subject.name, await saturate(subject, 1500, PER_EVENT));
      console.log(subject.name, await pace(subject, 50_000, PER_EVENT, 5_000));
      await subject.stop();
    }
  } finally {
    await services.stop();
  }
  return { name: 'fanout', figures: {}, floor: {}, ratios: {}, notes: [] };
}
