/** `/ws/:instance` → `/ws/{instance}` */
export const pathTemplate = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

export const pathParameterNames = (path: string): string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string);
