import { type ConnectionState } from '@starling/contract';
import { type InstanceState } from '@starling/contract';

/** What the event means for the state that REST shows. */
export function stateAfter(event: InstanceState, isReconnecting: boolean): ConnectionState {
  switch (event) {
    case 'connected':
      return 'connected';
    case 'connecting':
    case 'qr_ready':
    case 'pair_success':
    case 'manual_reconnect':
    case 'keepalive_restored':
      return 'connecting';
    case 'logged_out':
      return 'loggedout';
    default:
      return isReconnecting ? 'connecting' : 'disconnected';
  }
}
