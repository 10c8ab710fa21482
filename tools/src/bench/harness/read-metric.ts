import { type AppProcess } from '@starling/testing';

/** The sum of a metric over all labels, or over the lines that contain `label`. */
export async function readMetric(
  { baseUrl }: AppProcess,
  name: string,
  label = '',
): Promise<number> {
  const answer = await fetch(`${baseUrl}/metrics`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`GET ${baseUrl}/metrics was answered ${answer.status} ${text}.`);
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
    .filter((line) => line.includes(label))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
