import { runInBackground } from '@starling/platform';
import { type IncomingMessage } from 'node:http';
import { type Socket } from 'node:net';
import { Inbox } from '@starling/broker';
import { Logger } from '@nestjs/common';
import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import { FollowChanges } from '../changes/follow-changes.js';
import { CatchUp } from '../resume/catch-up.js';
import { ResumingClient } from '../resume/resuming-client.js';
import { Client, type ClientIdentity } from '../clients/client.js';
import { type ClientSocket } from '../clients/client-socket.js';
import { Hub } from '../clients/hub.js';
import { type InstanceClients } from '../clients/instance-clients.js';
import { type Resumption } from '../clients/resumption.js';

/** Who was let in, and where to. */
export interface Admitted {
  readonly instance: InstanceClients;
  readonly identity: ClientIdentity;
  readonly stream: Socket;
  readonly resume: Resumption | undefined;
  /** How many changes had been heard of when it was judged. */
  readonly heard: number;
}

/** Connections that the door let in become clients here. */
@WebSocketGateway()
export class ClientsGateway implements OnGatewayConnection<ClientSocket> {
  private readonly logger = new Logger(ClientsGateway.name);

  constructor(
    private readonly hub: Hub,
    private readonly changes: FollowChanges,
    private readonly catchUp: CatchUp,
    private readonly inbox: Inbox,
  ) {}

  handleConnection(socket: ClientSocket, _request: IncomingMessage, admitted: Admitted): void {
    const { instance, identity, stream, heard, resume } = admitted;
    if (resume) {
      const nowMs = this.inbox.clock.nowMs();
      const client = new ResumingClient(identity, socket, stream, resume, nowMs);
      this.hub.enter(instance, client);
      runInBackground('welcome a client', this.catchUp.welcome(client, instance));
    } else this.hub.enter(instance, new Client(identity, socket, stream));
    if (this.changes.heard === heard) return;
    // Who was let in by what no longer holds was not there when it was told.
    this.changes.review(instance).catch((error: unknown) => {
      this.logger.error(error, 'A new client was not judged again');
    });
  }
}
