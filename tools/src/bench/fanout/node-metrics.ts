import { type AppProcess } from '@starling/testing';

/** The sum over all labels, or over those lines that have this one. */
export async function metricOf({ baseUrl }: AppProcess, name: string, label = ''): Promise<number> {
  const text = await (await fetch(`${baseUrl}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
    .filter((line) => line.includes(label))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
