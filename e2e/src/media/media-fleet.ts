import { type AppProcess, testServices } from '@starling/testing';
import { Fleet } from '../sessions/fleet.js';

/** Small, so that a test need not move megabytes to be above it. */
export const MAX_IN_EVENT_BYTES = 400_000;

/** Whole: gateway, socket node, delivery-worker, and workers that trust the local WhatsApp's media server. */
export async function startMediaFleet(): Promise<{ fleet: Fleet; node: AppProcess }> {
  const fleet = await Fleet.start(testServices(), 0);
  const node = await fleet.product.start('ws-fanout');
  await fleet.product.start('delivery-worker', { ALLOW_PRIVATE_URLS: 'true' });
  await addMediaWorker(fleet);
  return { fleet, node };
}

export async function addMediaWorker(fleet: Fleet): Promise<AppProcess> {
  const worker = await fleet.product.start('session-worker', {
    WHATSAPP_WS_URL: fleet.sandbox.url,
    NODE_EXTRA_CA_CERTS: fleet.sandbox.caFile,
    ALLOW_PRIVATE_URLS: 'true',
    MEDIA_BASE64_MAX_BYTES: String(MAX_IN_EVENT_BYTES),
  });
  fleet.workers.push(worker);
  return worker;
}
