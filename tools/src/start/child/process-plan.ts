import { type ProcessRole } from '@starling/contract';

export interface ProcessPlan {
  name: string;
  role: ProcessRole;
  /** The script that Node runs. */
  entry: string;
  env: Readonly<Record<string, string>>;
  /** Lower stages are started first, and serve before the next one starts. */
  startStage: number;
  /** Lower stages are stopped first; one stage stops together. */
  stopStage: number;
}
