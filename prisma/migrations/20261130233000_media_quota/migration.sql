-- How many bytes of files an account may have in the database; null: the quota of the deployment.
ALTER TABLE "accounts" ADD COLUMN "max_media_bytes" BIGINT;

-- What an account has is summed up from this index alone.
CREATE INDEX "media_instance_id_size_bytes_idx" ON "media"("instance_id", "size_bytes");
