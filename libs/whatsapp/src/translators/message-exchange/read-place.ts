import { type Content, type Reading } from './reading.js';

interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly name: string;
  readonly address: string;
  readonly isLive: boolean;
}

function textOf({ name, address, latitude, longitude }: Place): string {
  const lines = [name && `📍 ${name}`, address, `Lat: ${latitude}, Long: ${longitude}`];
  return lines.filter((line) => line !== '').join('\n');
}

export function readPlace({ locationMessage, liveLocationMessage }: Content): Reading | undefined {
  const sent = locationMessage ?? liveLocationMessage;
  if (!sent) return undefined;
  const location: Place = {
    latitude: sent.degreesLatitude ?? 0,
    longitude: sent.degreesLongitude ?? 0,
    name: locationMessage?.name ?? '',
    address: locationMessage?.address ?? '',
    isLive: Boolean(liveLocationMessage ?? locationMessage?.isLive),
  };
  return {
    type: 'location',
    content: textOf(location),
    contextInfo: sent.contextInfo,
    blocks: { location },
  };
}
