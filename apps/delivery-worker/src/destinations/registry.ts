import { type DestinationDeclaration } from './port/destination.js';
import { webhook } from './webhook/webhook.destination.js';

/** Where durable events go: one line per destination. */
export const DESTINATIONS: readonly DestinationDeclaration[] = [webhook];
