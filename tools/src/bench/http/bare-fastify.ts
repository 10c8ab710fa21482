import fastify from 'fastify';

/** The floor: the framework alone answers a fixed object. The process sends its port over IPC, as the apps do. */
const app = fastify();
app.get('/bare', () => ({ success: true, message: 'ok' }));
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ type: 'ready', id: 'bare-fastify', port: Number(new URL(url).port) });
process.once('disconnect', () => process.exit(0)).once('SIGTERM', () => process.exit(0));
