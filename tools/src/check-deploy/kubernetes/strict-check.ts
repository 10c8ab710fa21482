import { fieldTypesOf, typeNameOf } from './field-types.js';
import { type Manifest, titleOf } from './manifest.js';

/*
 * Compares manifests with the types of the Kubernetes API. An API server silently drops unknown fields, so a misspelt
 * field is a setting without effect. Here it is an error, and so is a value of the wrong type.
 */

const LIST = /^Array<(.+)>$/;
const MAP = /^\{ \[key: string\]: (.+); \}$/;
const FREE_FORM = new Set(['any', 'object']);

export function complaintsAbout(manifest: Manifest): string[] {
  const type = typeNameOf(manifest.apiVersion, manifest.kind);
  const title = titleOf(manifest);
  if (!fieldTypesOf(type)) return [`${title}: unknown kind ${manifest.apiVersion}`];
  return complaintsAboutValue(manifest, type, title);
}

function complaintsAboutValue(value: unknown, type: string, at: string): string[] {
  if (FREE_FORM.has(type)) return [];
  // A key without a value is a mistake of the template.
  if (value === null || value === undefined) return [`${at}: is empty`];
  const item = LIST.exec(type)?.[1];
  if (item) return complaintsAboutList(value, item, at);
  const entry = MAP.exec(type)?.[1];
  if (entry) return complaintsAboutMap(value, entry, at);
  const fields = fieldTypesOf(type);
  if (!fields)
    return isOfSimpleType(value, type) ? [] : [`${at}: wants ${type}, has ${typeof value}`];
  if (!isRecord(value)) return [`${at}: wants ${type}, has ${typeof value}`];
  return Object.entries(value).flatMap(([name, inner]) => {
    const fieldType = fields.get(name);
    if (!fieldType) return [`${at}.${name}: unknown field`];
    return complaintsAboutValue(inner, fieldType, `${at}.${name}`);
  });
}

function complaintsAboutList(value: unknown, item: string, at: string): string[] {
  if (!Array.isArray(value)) return [`${at}: wants a list`];
  return value.flatMap((inner, index) => complaintsAboutValue(inner, item, `${at}[${index}]`));
}

function complaintsAboutMap(value: unknown, entry: string, at: string): string[] {
  if (!isRecord(value)) return [`${at}: wants a map`];
  return Object.entries(value).flatMap(([name, inner]) =>
    complaintsAboutValue(inner, entry, `${at}.${name}`),
  );
}

function isOfSimpleType(value: unknown, type: string): boolean {
  if (type === 'IntOrString') return typeof value === 'string' || Number.isInteger(value);
  if (type === 'Date') return typeof value === 'string';
  // Values of unknown types fail, because their fields were not checked.
  return typeof value === type;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
