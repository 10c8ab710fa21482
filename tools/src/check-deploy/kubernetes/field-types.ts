import * as client from '@kubernetes/client-node';

/** Name → type of each field, in the notation of the Kubernetes client. */
export type FieldTypes = ReadonlyMap<string, string>;

/** Kinds that are not part of Kubernetes, with the fields that the chart uses. */
const CUSTOM_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'monitoring.coreos.com/v1/ServiceMonitor': {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'V1ObjectMeta',
    spec: 'ServiceMonitorSpec',
  },
  ServiceMonitorSpec: {
    selector: 'V1LabelSelector',
    targetLabels: 'Array<string>',
    endpoints: 'Array<ServiceMonitorEndpoint>',
  },
  ServiceMonitorEndpoint: {
    port: 'string',
    path: 'string',
    interval: 'string',
    scrapeTimeout: 'string',
  },
};

interface ClientType {
  getAttributeTypeMap(): { baseName: string; type: string }[];
}

/** Undefined for free-form values and for unknown kinds. */
export function fieldTypesOf(type: string): FieldTypes | undefined {
  const custom = CUSTOM_TYPES[type];
  if (custom) return new Map(Object.entries(custom));
  const known: unknown = Reflect.get(client, type);
  if (!isClientType(known)) return undefined;
  return new Map(known.getAttributeTypeMap().map((field) => [field.baseName, field.type]));
}

/** The name of the type that describes manifests of this kind. */
export function typeNameOf(apiVersion: string, kind: string): string {
  const custom = `${apiVersion}/${kind}`;
  if (custom in CUSTOM_TYPES) return custom;
  const version = apiVersion.split('/').at(-1) ?? '';
  return `${version.charAt(0).toUpperCase()}${version.slice(1)}${kind}`;
}

function isClientType(value: unknown): value is ClientType {
  return typeof value === 'function' && 'getAttributeTypeMap' in value;
}
