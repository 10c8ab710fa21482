import fastify from 'fastify';

/** The floor: the framework alone, answering a fixed object. Says its port over IPC like our apps do. */
const app = fastify();
app.get('/bare', () => ({ success: true, message: 'ok' }));
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ type: 'ready', id: 'bare-fastify', port: Number(new URL(url).port) });
process.once('disconnect', () => process.exit(0)).once('SIGTERM', () => process.exit(0));
