import { OPERATIONS, openApiDocument } from '@starling/contract';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from './version.js';

/** Swagger UI writes its styles into the page; its scripts are files of their own. */
const PAGE_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `/docs` for people, `/docs/openapi.json` for programs; both made of the declarations. */
export function serveDocs(app: NestFastifyApplication, publicUrl: string): void {
  const document = openApiDocument(OPERATIONS, { version: VERSION, baseUrl: publicUrl });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    if (/^\/docs(?:\/|$)/.test(request.routeOptions.url ?? ''))
      reply.header('content-security-policy', PAGE_POLICY);
    done();
  });
  SwaggerModule.setup('docs', app, document as unknown as OpenAPIObject, {
    jsonDocumentUrl: 'docs/openapi.json',
    yamlDocumentUrl: 'docs/openapi.yaml',
    customSiteTitle: 'Starling API',
  });
}
