/** The column of a model's field. */
const columnOf = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The columns of a table under the names of the model's fields. */
export const selectList = (table: string, fields: readonly string[]): string =>
  fields.map((field) => `${table}.${columnOf(field)} AS "${field}"`).join(', ');

/** What `selectPart` makes of a table that is joined: a row, or nulls only. */
export type Part<Table extends string, Model, Field extends keyof Model & string> =
  | { readonly [Each in Field as `${Table}.${Each}`]: Model[Each] }
  | { readonly [Each in Field as `${Table}.${Each}`]: null };

/** The same with the table's alias in front, for statements that join several. */
export const selectPart = (table: string, fields: readonly string[]): string =>
  fields.map((field) => `${table}.${columnOf(field)} AS "${table}.${field}"`).join(', ');
