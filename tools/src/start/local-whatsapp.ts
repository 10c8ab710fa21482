import { join } from 'node:path';
import { findFreePort } from '@starling/embedded';
import { type ProcessPlan } from './child/process-plan.js';

export interface LocalWhatsApp {
  readonly plan: ProcessPlan;
  /** The page with phones, contacts and chats. */
  readonly pageUrl: string;
  /** Variables that point the other processes to the local WhatsApp. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Stops after its clients and before the servers. */
const STOP_STAGE = 3;

/** Plans a local WhatsApp that keeps its data in the data directory of the deployment. */
export async function planLocalWhatsApp(
  root: string,
  dataDir: string,
  env: Readonly<Record<string, string>>,
): Promise<LocalWhatsApp> {
  const control = await findFreePort();
  const whatsapp = await findFreePort();
  const media = await findFreePort();
  const folder = join(dataDir, 'sandbox');
  return {
    plan: {
      name: 'sandbox',
      role: 'sandbox',
      entry: join(root, 'apps', 'sandbox', 'dist', 'main.js'),
      env: {
        ...env,
        HOST: '127.0.0.1',
        PORT: String(control),
        SANDBOX_DATA_DIR: folder,
        WHATSAPP_PORT: String(whatsapp),
        MEDIA_PORT: String(media),
      },
      startStage: 0,
      stopStage: STOP_STAGE,
    },
    pageUrl: `http://127.0.0.1:${control}`,
    settings: {
      WHATSAPP_WS_URL: `ws://127.0.0.1:${whatsapp}/ws/chat`,
      SANDBOX_URL: `http://127.0.0.1:${control}`,
      NODE_EXTRA_CA_CERTS: join(folder, 'media-ca.pem'),
    },
  };
}
