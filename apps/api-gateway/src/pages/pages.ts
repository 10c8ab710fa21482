import { readFileSync } from 'node:fs';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type FastifyInstance, type FastifyReply } from 'fastify';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway.config.js';
import { GlobalHooks } from '../http/global-hooks.js';
import { publicAddress } from '../connect-page/public-address.js';
import { VERSION } from '../docs/version.js';

/** Replaces the policy that every other answer carries. Scripts and styles are files of their own; only a QR code is inline. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const FOLDER = new URL('../../page/', import.meta.url);
const ASKS_FOR_HTML = /\btext\/html\b|\bapplication\/xhtml\+xml\b/i;

const TYPES = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
} as const;

/** The pages for people and their files, read once at start. Like those of `/docs` they are not counted. */
@Injectable()
export class Pages implements OnModuleInit {
  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly hooks: GlobalHooks,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  onModuleInit(): void {
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    fastify.get('/connect', this.senderOf('connect.html'));
    fastify.get('/pages/connect.js', this.senderOf('connect.js'));
    fastify.get('/pages/style.css', this.senderOf('style.css'));
    const sendHome = this.senderOf('home.html');
    // A program that does not ask for HTML gets what it gets for any path without an operation.
    fastify.get('/', async (request, reply) => {
      if (!ASKS_FOR_HTML.test(request.headers.accept ?? ''))
        return this.hooks.refuseUnknown(request, reply);
      return sendHome(request, reply.header('vary', 'Accept'));
    });
  }

  /** The paths in a page begin with the path of the public address, which a proxy in front may take away. */
  private senderOf(name: `${string}.${keyof typeof TYPES}`) {
    const { path } = publicAddress(this.config.PUBLIC_URL);
    const text = readFileSync(new URL(name, FOLDER), 'utf8')
      .replaceAll('{{path}}', path)
      .replaceAll('{{version}}', VERSION);
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1) as keyof typeof TYPES];
    return (_request: unknown, reply: FastifyReply): FastifyReply =>
      reply
        .headers({ 'content-security-policy': PAGE_POLICY, 'cache-control': 'no-cache' })
        .type(type)
        .send(text);
  }
}
