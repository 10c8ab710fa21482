import {
  type ConnectionState,
  type DisplayStatus,
  type InstanceStatus,
  type PresenceStatus,
} from '@starling/contract';

/** What is stored of an instance's connection. */
export interface StoredConnection {
  readonly state: ConnectionState;
  /** A QR or pairing code waits to be used. */
  readonly awaitsPairing: boolean;
  readonly isTemporarilyBanned: boolean;
  readonly presence: PresenceStatus;
}

export interface StatusWords {
  readonly status: InstanceStatus;
  readonly displayStatus: DisplayStatus;
  readonly presenceStatus: PresenceStatus;
}

/** A waiting code shows only while connecting, a ban only while disconnected, a presence only while connected. */
export function statusWords(stored: StoredConnection): StatusWords {
  const showsCode = stored.state === 'connecting' && stored.awaitsPairing;
  return {
    status: showsCode ? 'qr' : stored.state,
    displayStatus: displayStatus(stored, showsCode),
    presenceStatus: stored.state === 'connected' ? stored.presence : 'unavailable',
  };
}

function displayStatus(stored: StoredConnection, showsCode: boolean): DisplayStatus {
  switch (stored.state) {
    case 'connected':
      return 'Active';
    case 'connecting':
      return showsCode ? 'Waiting for QR scan' : 'Connecting';
    case 'disconnected':
      return stored.isTemporarilyBanned ? 'Temporarily banned' : 'Disconnected';
    case 'loggedout':
      return 'Logged out';
  }
}
