import { z } from 'zod';
import { ConfigError } from './config-error.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ConfigDefinition<Shape extends z.ZodRawShape> {
  readonly schema: z.ZodObject<Shape>;
  readonly secrets: readonly (keyof Shape & string)[];
  read(environment: Environment): z.output<z.ZodObject<Shape>>;
  /** What may be printed: every variable, secrets only as `set`, what is absent as `not set`. */
  describe(config: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** One schema per app, read once. A variable that is set to nothing counts as absent. */
export function defineConfig<Shape extends z.ZodRawShape>(
  shape: Shape,
  secrets: readonly (keyof Shape & string)[],
): ConfigDefinition<Shape> {
  const schema = z.object(shape);
  return {
    schema,
    secrets,
    read: (environment) => {
      const present = Object.fromEntries(
        Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
      );
      const judged = schema.safeParse(present);
      if (judged.success) return judged.data;
      throw new ConfigError(judged.error.issues.map(complaintOf));
    },
    describe: (config) =>
      Object.fromEntries(
        Object.keys(shape).map((name) => {
          const value = config[name];
          const isSecret = (secrets as readonly string[]).includes(name);
          return [name, isSet(value) ? (isSecret ? 'set' : value) : 'not set'];
        }),
      ),
  };
}

const isSet = (value: unknown): boolean =>
  value != null && !(Array.isArray(value) && value.length === 0);

function complaintOf(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.');
  const isMissing = issue.code === 'invalid_type' && issue.message.includes('undefined');
  return isMissing ? `${name} is required.` : `${name}: ${issue.message}.`;
}
