-- Files lie in the database itself: whichever process on whichever machine wants one can read it. Nothing has written
-- to this table so far, so the columns of other stores go at once.

-- DropIndex
DROP INDEX "media_instance_id_message_id_chat_jid_store_key";

-- AlterTable
ALTER TABLE "media" DROP COLUMN "store",
DROP COLUMN "store_key",
ALTER COLUMN "message_id" SET DEFAULT '',
ALTER COLUMN "chat_jid" SET DEFAULT '',
ALTER COLUMN "size_bytes" DROP NOT NULL,
ALTER COLUMN "expires_at" SET NOT NULL;

-- CreateTable
CREATE TABLE "media_chunks" (
    "media_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "media_chunks_pkey" PRIMARY KEY ("media_id","n")
);

-- Images, sounds and films are compressed already: trying again would cost CPU with every write.
ALTER TABLE "media_chunks" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

-- CreateIndex
CREATE INDEX "media_instance_id_message_id_idx" ON "media"("instance_id", "message_id");

-- AddForeignKey
ALTER TABLE "media_chunks" ADD CONSTRAINT "media_chunks_media_id_fkey" FOREIGN KEY ("media_id") REFERENCES "media"("id") ON DELETE CASCADE ON UPDATE CASCADE;
