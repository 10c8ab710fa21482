import { ConnectPages } from '@starling/broker';
import { LOGGER, type Logger } from '@starling/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway.config.js';
import { type Admitted } from '../call/call.js';
import { publicAddress } from './public-address.js';

/** Opens connect pages, and says in a reply where they are. */
@Injectable()
export class ConnectLinks {
  private readonly page: string;

  constructor(
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
    private readonly pages: ConnectPages,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.page = `${publicAddress(config.PUBLIC_URL).base}/connect`;
  }

  /**
   * The id is in the fragment of the address: browsers do not send it, so no access log has it. Without Redis the reply
   * goes out without a link, as the code in it is still of use.
   */
  async addTo(reply: FastifyReply, { tenant, instances }: Admitted): Promise<void> {
    const [instance] = instances;
    if (!tenant || !instance) return;
    try {
      const id = await this.pages.open({
        accountId: tenant.accountId,
        instanceId: instance.id,
      });
      reply.header('link', `<${this.page}#${id}>; rel="alternate"; type="text/html"`);
    } catch (error) {
      this.logger.warn({ err: error, instance: instance.id }, 'no connect page was opened');
    }
  }
}
