import { Pool } from 'undici';
import { serveCalls } from '../../harness/worker/serve-calls.js';
import { drive, type Lane } from './drive.js';

/** More than the number of lanes, so that no request waits for a connection. */
const CONNECTIONS = 250;

let pool: Pool;
let token: string;

async function post(session: number, kind: string, body: object): Promise<void> {
  const answer = await pool.request({
    method: 'POST',
    path: `/api/message/${kind}/s${session}`,
    headers: { token, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) {
    throw new Error(
      `POST /api/message/${kind}/s${session} was answered ${answer.statusCode} ${text}.`,
    );
  }
}

const calls = {
  ...drive(({ session, number }, message) => post(session, 'text', { number, message })),
  open: (baseUrl: string, accountToken: string): void => {
    pool = new Pool(baseUrl, { connections: CONNECTIONS });
    token = accountToken;
  },
  /** Sends one document for each lane, all at the same time. */
  sendFiles: async (lanes: readonly Lane[], baseUrl: string): Promise<void> => {
    const send = ({ session, number }: Lane, index: number) => {
      const mediaUrl = `${baseUrl}/${index}.bin`;
      const kind = { mediaType: 'document', mimeType: 'application/octet-stream' };
      return post(session, 'media', { number, mediaUrl, ...kind, fileName: `${index}.bin` });
    };
    await Promise.all(lanes.map(send));
  },
};

export type RestCalls = typeof calls;
serveCalls(calls);
