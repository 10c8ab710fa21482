import { readS3 } from '@starling/contract';
import { Handles } from '@starling/platform';
import { S3Configs } from '@starling/storage';
import { type Call, type OperationHandler } from '../call/call.js';

@Handles(readS3)
export class ReadS3 implements OperationHandler<typeof readS3> {
  constructor(private readonly configs: S3Configs) {}

  async act({ tenant, instance }: Call<typeof readS3>) {
    return {
      success: true as const,
      s3: await this.configs.get(tenant, instance.id),
    };
  }
}
