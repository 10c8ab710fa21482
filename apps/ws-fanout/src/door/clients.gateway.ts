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

/** A connection that the door admitted. */
export interface Admitted {
  readonly instance: InstanceClients;
  readonly identity: ClientIdentity;
  readonly stream: Socket;
  readonly resume: Resumption | undefined;
  /** `FollowChanges.changeCount` before the connection was judged. */
  readonly changeCount: number;
}

/** Makes clients of the connections that the door admitted. */
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
    const { instance, identity, stream, changeCount, resume } = admitted;
    if (resume) {
      const nowMs = this.inbox.clock.nowMs();
      const client = new ResumingClient(identity, socket, stream, resume, nowMs);
      this.hub.enter(instance, client);
      runInBackground('welcome a client', this.catchUp.welcome(client, instance));
    } else this.hub.enter(instance, new Client(identity, socket, stream));
    if (this.changes.changeCount === changeCount) return;
    // A change came between the judgement and now, when this client was not in the hub yet.
    this.changes.review(instance).catch((error: unknown) => {
      this.logger.error(error, 'A new client was not judged again');
    });
  }
}
