import { OPERATIONS, openApiDocument } from '@starling/contract';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from '../version.js';

/** `/docs` for people, `/docs/openapi.json` for programs; both made of the declarations. */
export function serveDocs(app: NestFastifyApplication, publicUrl: string): void {
  const document = openApiDocument(OPERATIONS, { version: VERSION, baseUrl: publicUrl });
  SwaggerModule.setup('docs', app, document as unknown as OpenAPIObject, {
    jsonDocumentUrl: 'docs/openapi.json',
    yamlDocumentUrl: 'docs/openapi.yaml',
    customSiteTitle: 'Starling API',
  });
}
