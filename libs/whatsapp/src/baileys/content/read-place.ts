import { type Content, type RawReading } from './reading.js';

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

export function readPlace({
  locationMessage,
  liveLocationMessage,
}: Content): RawReading | undefined {
  const sent = locationMessage ?? liveLocationMessage;
  if (!sent) return undefined;
  const location: Place = {
    latitude: degrees(sent.degreesLatitude),
    longitude: degrees(sent.degreesLongitude),
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

/** A sender may write NaN, which JSON cannot express. */
const degrees = (value: number | null | undefined): number =>
  Number.isFinite(value) ? Number(value) : 0;
