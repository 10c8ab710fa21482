import { Redis } from 'ioredis';
import { batchedWriter, readStream } from './raw-echo.js';

const [redisUrl = '', there = '', back = ''] = process.argv.slice(2);
const reader = new Redis(redisUrl);
const writer = new Redis(redisUrl);
const write = batchedWriter(writer, back);
void readStream(reader, there, (entries) => {
  for (const [, [, id = '', , body = '']] of entries) write(id, body);
});
process.once('disconnect', () => process.exit(0));
process.send?.('raw');
