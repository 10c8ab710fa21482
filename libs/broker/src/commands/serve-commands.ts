import { type INestApplication } from '@nestjs/common';
import { type NestMicroservice } from '@nestjs/microservices';
import { CommandErrorFilter } from './command-error-filter.js';
import { InboxCommandServer } from './inbox-command-server.js';

/**
 * Connects the message handlers of an application to its inbox; `app.startAllMicroservices()` opens the door.
 * They get a configuration of their own: the filters, guards and pipes of HTTP are not for commands.
 */
export function serveCommands(app: INestApplication): void {
  const server = app.get(InboxCommandServer);
  const microservice = app.connectMicroservice(
    { strategy: server },
    // Nest would bind the handlers at once, before the filter below is known.
    { inheritAppConfig: false, deferInitialization: true },
  ) as NestMicroservice;
  microservice.useGlobalFilters(new CommandErrorFilter());
  microservice.registerListeners();
  microservice.setIsInitialized(true);
  microservice.setIsInitHookCalled(true);
}
