import { describe, expect, it } from '@jest/globals';
import { type z } from 'zod';
import { jsonSchemaOf } from '../openapi/json-schema-of.js';
import { OPERATIONS } from './registry.js';

const routes = OPERATIONS.flatMap((operation) =>
  [operation.path, ...operation.aliases].map((path) => `${operation.method} ${path}`),
);

/** Method, path, caller and rate bucket, as published. */
const PUBLISHED = [
  'POST /api/instance/new account create',
  'GET /api/instance/list either global',
  'GET /api/instance/connect/:instance either global',
  'POST /api/instance/reconnect/:instance either global',
  'DELETE /api/instance/logout/:instance either global',
  'DELETE /api/instance/delete/:instance account global',
  'GET /api/instance/getSettings/:instance either global',
  'POST /api/instance/settings/:instance either global',
  'GET /api/instance/getProxy/:instance either global',
  'POST /api/instance/proxy/:instance either global',
  'GET /api/instance/getS3/:instance either global',
  'POST /api/instance/s3/:instance either global',
  'GET /api/instance/metrics/:instance either global',
  'POST /api/message/text/:instance either global',
  'POST /api/message/media/:instance either global',
  'POST /api/message/sticker/:instance either global',
  'POST /api/message/location/:instance either global',
  'POST /api/message/contact/:instance either global',
  'POST /api/message/reaction/:instance either global',
  'POST /api/message/poll/:instance either global',
  'POST /api/message/carousel/:instance either global',
  'POST /api/message/button/:instance either global',
  'POST /api/message/list/:instance either global',
  'POST /api/message/form/:instance either global',
  'POST /api/message/pix/:instance either global',
  'POST /api/message/status/:instance either global',
  'POST /api/message/event/:instance either global',
  'GET /api/chat/contacts/:instance either global',
  'GET /api/chat/getMessage/:instance either global',
  'POST /api/chat/markRead/:instance either global',
  'POST /api/chat/markChatRead/:instance either global',
  'POST /api/chat/presence/:instance either global',
  'POST /api/chat/history/:instance either global',
  'GET /api/chat/base64/:instance either global',
  'GET /api/chat/status/:instance either global',
  'GET /api/chat/poll/:instance either global',
  'POST /api/chat/forward/:instance either global',
  'POST /api/chat/edit/:instance either global',
  'DELETE /api/chat/delete/:instance either global',
  'POST /api/events/webhook/:instance either global',
  'GET /api/events/getWebhook/:instance either global',
  'GET /api/events/webhook/:instance either global',
  'POST /api/events/websocket/:instance either global',
  'GET /api/events/getWebsocket/:instance either global',
  'GET /health anyone none',
];

const MIB = 1024 * 1024;

interface Schema {
  readonly description?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const schemaOf = (body: z.ZodType): Schema => jsonSchemaOf(body, 'input');

/** The fields whose description mentions bare base64, in the form of `cards[].header.imageUrl`. */
function placesOfFiles({ description, anyOf, items, properties }: Schema, path = ''): string[] {
  if (/bare base64/i.test(description ?? '')) return [path];
  return [
    ...(anyOf ?? []).flatMap((each) => placesOfFiles(each, path)),
    ...(items ? placesOfFiles(items, `${path}[]`) : []),
    ...Object.entries(properties ?? {}).flatMap(([name, each]) =>
      placesOfFiles(each, path ? `${path}.${name}` : name),
    ),
  ];
}

describe('The operations', () => {
  it('have a name of their own each', () => {
    const names = OPERATIONS.map((operation) => operation.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z0-9]+$/);
  });

  it('have a route of their own each, aliases included, whatever the parameters are called', () => {
    const shapes = routes.map((route) => route.replaceAll(/:\w+/g, ':'));
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  it.each(PUBLISHED)('answer %s', (line) => {
    const declared = OPERATIONS.flatMap((operation) =>
      [operation.path, ...operation.aliases].map(
        (path) => `${operation.method} ${path} ${operation.caller} ${operation.rateBucket}`,
      ),
    );
    expect(declared).toContain(line);
  });

  it('answer 201 for a new instance and for nothing else', () => {
    const created = OPERATIONS.filter(
      (operation) => operation.statusOf(operation.example.reply) === 201,
    );
    expect(created.map((operation) => operation.name)).toEqual(['instance.create']);
  });

  it('of the operator lie under /admin, and nothing else does', () => {
    for (const operation of OPERATIONS) {
      expect([operation.name, operation.path.startsWith('/admin/')]).toEqual([
        operation.name,
        operation.caller === 'operator',
      ]);
    }
  });

  it('find a worker for an instance without one in three cases only', () => {
    const placed = OPERATIONS.filter((operation) => operation.session === 'placed');
    expect(placed.map((operation) => operation.name).sort()).toEqual([
      'instance.connect',
      'instance.logout',
      'instance.reconnect',
    ]);
  });

  it('take several names in the path for metrics alone', () => {
    const lists = OPERATIONS.filter((operation) => operation.instancesInPath === 'list');
    expect(lists.map((operation) => operation.name)).toEqual(['instance.readMetrics']);
  });

  it('name every field that takes a file inline, and only their bodies may have 64 MiB', () => {
    for (const { name, body, inlineFiles, maxBodyBytes } of OPERATIONS) {
      expect([name, [...inlineFiles].sort()]).toEqual([name, placesOfFiles(schemaOf(body)).sort()]);
      expect([name, maxBodyBytes]).toEqual([name, (inlineFiles.length > 0 ? 64 : 0.25) * MIB]);
    }
  });

  it('never offer the socket configuration under the name of its setter', () => {
    expect(routes).not.toContain('GET /api/events/websocket/:instance');
  });
});
