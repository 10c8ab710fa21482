import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Agent, get } from 'node:https';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import type { Sandbox } from './sandbox.js';

/** A real picture, which Baileys' image processing can decode. */
export const makePicture = (): Promise<Buffer> =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: { r: 255, g: 0, b: 0 } } })
    .png()
    .toBuffer();

/**
 * Trusts the authority of this sandbox only. `trustMedia` would change the whole process, which several suites share.
 */
export const mediaAgentOf = ({ caFile }: Sandbox): Agent => new Agent({ ca: readFileSync(caFile) });

export const downloadFrom = async (sandbox: Sandbox, url: string | undefined): Promise<Buffer> => {
  const request = get(url ?? '', { agent: mediaAgentOf(sandbox) });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
  return buffer(response);
};
