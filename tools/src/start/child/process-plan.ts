import { type ProcessRole } from '@starling/contract';

export interface ProcessPlan {
  name: string;
  role: ProcessRole;
  /** The script that Node runs. */
  entry: string;
  env: Readonly<Record<string, string>>;
  /** Lower stages start first. The next stage starts when all processes of a stage serve. */
  startStage: number;
  /** Lower stages stop first. All processes of a stage stop together. */
  stopStage: number;
}
