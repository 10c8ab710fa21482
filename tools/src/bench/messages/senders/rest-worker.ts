import { Pool } from 'undici';
import { serveCalls } from '../../harness/worker/serve-calls.js';
import { drive, type Lane } from './drive.js';

/** Above the most lanes, so that no request waits for a connection. */
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
  open: (baseUrl: string, itsToken: string): void => {
    pool = new Pool(baseUrl, { connections: CONNECTIONS });
    token = itsToken;
  },
  /** One document for each lane, all at once. */
  sendFiles: async (lanes: readonly Lane[], baseUrl: string): Promise<void> => {
    const send = ({ session, number }: Lane, index: number) => {
      const mediaUrl = `${baseUrl}/${index}.bin`;
      const said = { mediaType: 'document', mimeType: 'application/octet-stream' };
      return post(session, 'media', { number, mediaUrl, ...said, fileName: `${index}.bin` });
    };
    await Promise.all(lanes.map(send));
  },
};

export type RestCalls = typeof calls;
serveCalls(calls);
