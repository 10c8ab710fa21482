import { createConnection } from 'node:net';

const ANSWER_TIMEOUT_MS = 1_000;

/** Whether the server with this password answers on the port and has finished loading its data. */
export function answersPing(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1', timeout: ANSWER_TIMEOUT_MS });
    let reply = '';
    const finish = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.on('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (bytes) => {
      reply += bytes.toString();
      if (reply.split('\r\n').length > 2) finish(reply === '+OK\r\n+PONG\r\n');
    });
    socket.on('timeout', () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
  });
}
