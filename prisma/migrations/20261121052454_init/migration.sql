-- CreateEnum
CREATE TYPE "account_status" AS ENUM ('active', 'suspended');

-- CreateEnum
CREATE TYPE "desired_state" AS ENUM ('connected', 'disconnected');

-- CreateEnum
CREATE TYPE "connection_state" AS ENUM ('connected', 'connecting', 'disconnected', 'loggedout');

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "status" "account_status" NOT NULL DEFAULT 'active',
    "max_instances" INTEGER,
    "max_messages_per_day" INTEGER,
    "rate_limit_per_minute" INTEGER,
    "allowed_origins" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "event_retention_seconds" INTEGER NOT NULL DEFAULT 0,
    "message_retention_days" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token_hashes" (
    "hash" BYTEA NOT NULL,
    "account_id" UUID NOT NULL,
    "instance_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "token_hashes_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "account_data_keys" (
    "account_id" UUID NOT NULL,
    "key_id" TEXT NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "deploy_key_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_data_keys_pkey" PRIMARY KEY ("account_id","key_id")
);

-- CreateTable
CREATE TABLE "deploy_secrets" (
    "name" TEXT NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "deploy_key_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deploy_secrets_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "id" BIGSERIAL NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "account_id" UUID,
    "instance_id" UUID,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instances" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "desired_state" "desired_state" NOT NULL DEFAULT 'disconnected',
    "state" "connection_state" NOT NULL DEFAULT 'disconnected',
    "awaits_pairing" BOOLEAN NOT NULL DEFAULT false,
    "is_temporarily_banned" BOOLEAN NOT NULL DEFAULT false,
    "presence_status" TEXT NOT NULL DEFAULT 'unavailable',
    "owner" TEXT,
    "owner_epoch" BIGINT NOT NULL DEFAULT 0,
    "last_close_code" INTEGER,
    "last_close_reason" TEXT,
    "last_closed_at" TIMESTAMPTZ(3),
    "jid" TEXT,
    "lid" TEXT,
    "profile_name" TEXT NOT NULL DEFAULT '',
    "profile_picture_url" TEXT NOT NULL DEFAULT '',
    "is_business" BOOLEAN NOT NULL DEFAULT false,
    "business_name" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "instances_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instance_settings" (
    "instance_id" UUID NOT NULL,
    "auto_reject_calls" BOOLEAN NOT NULL DEFAULT false,
    "call_reject_message" TEXT NOT NULL DEFAULT '',
    "ignore_group_messages" BOOLEAN NOT NULL DEFAULT false,
    "keep_online_status" BOOLEAN NOT NULL DEFAULT false,
    "auto_read_messages" BOOLEAN NOT NULL DEFAULT false,
    "disable_history_sync" BOOLEAN NOT NULL DEFAULT true,
    "ignore_status" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "instance_settings_pkey" PRIMARY KEY ("instance_id")
);

-- CreateTable
CREATE TABLE "proxy_configs" (
    "instance_id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "port" TEXT NOT NULL,
    "protocol" TEXT NOT NULL,
    "username" TEXT,
    "password" TEXT,

    CONSTRAINT "proxy_configs_pkey" PRIMARY KEY ("instance_id")
);

-- CreateTable
CREATE TABLE "s3_configs" (
    "instance_id" UUID NOT NULL,
    "region" TEXT NOT NULL,
    "bucket" TEXT NOT NULL,
    "access_key" TEXT NOT NULL,
    "secret_key" TEXT NOT NULL,
    "endpoint" TEXT,
    "path_prefix" TEXT,

    CONSTRAINT "s3_configs_pkey" PRIMARY KEY ("instance_id")
);

-- CreateTable
CREATE TABLE "webhooks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "instance_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "url" TEXT NOT NULL DEFAULT '',
    "authorization" TEXT,
    "by_events" BOOLEAN NOT NULL DEFAULT false,
    "events" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "media_base64" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "websocket_configs" (
    "instance_id" UUID NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "events" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "media_base64" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "websocket_configs_pkey" PRIMARY KEY ("instance_id")
);

-- CreateTable
CREATE TABLE "workers" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "max_sessions" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "draining_since" TIMESTAMPTZ(3),

    CONSTRAINT "workers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signal_creds" (
    "instance_id" UUID NOT NULL,
    "creds" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signal_creds_pkey" PRIMARY KEY ("instance_id")
);

-- CreateTable
CREATE TABLE "signal_keys" (
    "instance_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "value" BYTEA NOT NULL,

    CONSTRAINT "signal_keys_pkey" PRIMARY KEY ("instance_id","type","id")
);

-- CreateTable
CREATE TABLE "decrypt_journal" (
    "instance_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "stanza_id" TEXT NOT NULL,
    "plaintext" BYTEA,
    "stanza" BYTEA,
    "stored_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "decrypt_journal_pkey" PRIMARY KEY ("instance_id","id")
);

-- CreateTable
CREATE TABLE "messages" (
    "instance_id" UUID NOT NULL,
    "message_id" TEXT NOT NULL,
    "chat_jid" TEXT NOT NULL,
    "from_me" BOOLEAN NOT NULL,
    "participant" TEXT NOT NULL DEFAULT '',
    "sender_jid" TEXT NOT NULL DEFAULT '',
    "push_name" TEXT NOT NULL DEFAULT '',
    "type" TEXT NOT NULL,
    "content" TEXT NOT NULL DEFAULT '',
    "status" SMALLINT NOT NULL DEFAULT 0,
    "status_at" TIMESTAMPTZ(3),
    "source" TEXT NOT NULL DEFAULT '',
    "quoted_message_id" TEXT,
    "media_type" TEXT,
    "is_forwarded" BOOLEAN NOT NULL DEFAULT false,
    "starred" BOOLEAN NOT NULL DEFAULT false,
    "payload" BYTEA,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "stored_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "messages_pkey" PRIMARY KEY ("instance_id","message_id","chat_jid","from_me","participant")
);

-- CreateTable
CREATE TABLE "chats" (
    "instance_id" UUID NOT NULL,
    "jid" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "archived" BOOLEAN NOT NULL DEFAULT false,
    "pinned_at" TIMESTAMPTZ(3),
    "muted_until" TIMESTAMPTZ(3),
    "favorite" BOOLEAN NOT NULL DEFAULT false,
    "marked_unread" BOOLEAN NOT NULL DEFAULT false,
    "unread_count" INTEGER NOT NULL DEFAULT 0,
    "last_message_at" TIMESTAMPTZ(3),

    CONSTRAINT "chats_pkey" PRIMARY KEY ("instance_id","jid")
);

-- CreateTable
CREATE TABLE "contacts" (
    "instance_id" UUID NOT NULL,
    "jid" TEXT NOT NULL,
    "lid" TEXT,
    "full_name" TEXT NOT NULL DEFAULT '',
    "push_name" TEXT NOT NULL DEFAULT '',
    "business_name" TEXT NOT NULL DEFAULT '',
    "redacted_phone" TEXT NOT NULL DEFAULT '',
    "picture_url" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contacts_pkey" PRIMARY KEY ("instance_id","jid")
);

-- CreateTable
CREATE TABLE "lid_mappings" (
    "instance_id" UUID NOT NULL,
    "lid" TEXT NOT NULL,
    "phone_jid" TEXT NOT NULL,
    "learnt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lid_mappings_pkey" PRIMARY KEY ("instance_id","lid")
);

-- CreateTable
CREATE TABLE "labels" (
    "instance_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "color" INTEGER NOT NULL DEFAULT 0,
    "predefined_id" TEXT,
    "deleted" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "labels_pkey" PRIMARY KEY ("instance_id","id")
);

-- CreateTable
CREATE TABLE "label_associations" (
    "instance_id" UUID NOT NULL,
    "label_id" TEXT NOT NULL,
    "chat_jid" TEXT NOT NULL,
    "message_id" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "label_associations_pkey" PRIMARY KEY ("instance_id","label_id","chat_jid","message_id")
);

-- CreateTable
CREATE TABLE "media" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "instance_id" UUID NOT NULL,
    "message_id" TEXT NOT NULL,
    "chat_jid" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "mime_type" TEXT NOT NULL,
    "file_name" TEXT,
    "size_bytes" BIGINT NOT NULL,
    "store" TEXT NOT NULL,
    "store_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kept_events" (
    "id" BIGSERIAL NOT NULL,
    "account_id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_dead_letters" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "account_id" UUID NOT NULL,
    "instance_id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "attempts" INTEGER NOT NULL,
    "last_status" INTEGER,
    "last_error" TEXT,
    "first_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "died_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_dead_letters_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "accounts_name_key" ON "accounts"("name");

-- CreateIndex
CREATE UNIQUE INDEX "token_hashes_instance_id_key" ON "token_hashes"("instance_id");

-- CreateIndex
CREATE INDEX "token_hashes_account_id_idx" ON "token_hashes"("account_id");

-- CreateIndex
CREATE INDEX "account_data_keys_deploy_key_id_idx" ON "account_data_keys"("deploy_key_id");

-- CreateIndex
CREATE INDEX "audit_log_account_id_id_idx" ON "audit_log"("account_id", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_log_happened_at_idx" ON "audit_log"("happened_at");

-- CreateIndex
CREATE INDEX "instances_account_id_created_at_idx" ON "instances"("account_id", "created_at");

-- CreateIndex
CREATE INDEX "instances_desired_state_owner_idx" ON "instances"("desired_state", "owner");

-- CreateIndex
CREATE UNIQUE INDEX "instances_account_id_name_key" ON "instances"("account_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "webhooks_instance_id_label_key" ON "webhooks"("instance_id", "label");

-- CreateIndex
CREATE INDEX "workers_heartbeat_at_idx" ON "workers"("heartbeat_at");

-- CreateIndex
CREATE INDEX "decrypt_journal_instance_id_stanza_id_idx" ON "decrypt_journal"("instance_id", "stanza_id");

-- CreateIndex
CREATE INDEX "decrypt_journal_finished_at_idx" ON "decrypt_journal"("finished_at");

-- CreateIndex
CREATE INDEX "messages_instance_id_chat_jid_sent_at_idx" ON "messages"("instance_id", "chat_jid", "sent_at" DESC);

-- CreateIndex
CREATE INDEX "messages_instance_id_sent_at_idx" ON "messages"("instance_id", "sent_at");

-- CreateIndex
CREATE INDEX "contacts_instance_id_lid_idx" ON "contacts"("instance_id", "lid");

-- CreateIndex
CREATE INDEX "lid_mappings_instance_id_phone_jid_idx" ON "lid_mappings"("instance_id", "phone_jid");

-- CreateIndex
CREATE INDEX "label_associations_instance_id_chat_jid_idx" ON "label_associations"("instance_id", "chat_jid");

-- CreateIndex
CREATE INDEX "media_expires_at_idx" ON "media"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "media_instance_id_message_id_chat_jid_store_key" ON "media"("instance_id", "message_id", "chat_jid", "store");

-- CreateIndex
CREATE INDEX "kept_events_instance_id_id_idx" ON "kept_events"("instance_id", "id");

-- CreateIndex
CREATE INDEX "kept_events_account_id_id_idx" ON "kept_events"("account_id", "id");

-- CreateIndex
CREATE INDEX "kept_events_expires_at_idx" ON "kept_events"("expires_at");

-- CreateIndex
CREATE INDEX "webhook_dead_letters_instance_id_died_at_idx" ON "webhook_dead_letters"("instance_id", "died_at");

-- CreateIndex
CREATE INDEX "webhook_dead_letters_account_id_died_at_idx" ON "webhook_dead_letters"("account_id", "died_at");

-- CreateIndex
CREATE INDEX "webhook_dead_letters_webhook_id_idx" ON "webhook_dead_letters"("webhook_id");

-- CreateIndex
CREATE INDEX "webhook_dead_letters_expires_at_idx" ON "webhook_dead_letters"("expires_at");

-- AddForeignKey
ALTER TABLE "token_hashes" ADD CONSTRAINT "token_hashes_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token_hashes" ADD CONSTRAINT "token_hashes_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_data_keys" ADD CONSTRAINT "account_data_keys_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instances" ADD CONSTRAINT "instances_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instance_settings" ADD CONSTRAINT "instance_settings_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proxy_configs" ADD CONSTRAINT "proxy_configs_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "s3_configs" ADD CONSTRAINT "s3_configs_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "websocket_configs" ADD CONSTRAINT "websocket_configs_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signal_creds" ADD CONSTRAINT "signal_creds_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signal_keys" ADD CONSTRAINT "signal_keys_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decrypt_journal" ADD CONSTRAINT "decrypt_journal_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chats" ADD CONSTRAINT "chats_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lid_mappings" ADD CONSTRAINT "lid_mappings_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "labels" ADD CONSTRAINT "labels_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "label_associations" ADD CONSTRAINT "label_associations_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kept_events" ADD CONSTRAINT "kept_events_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kept_events" ADD CONSTRAINT "kept_events_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_dead_letters" ADD CONSTRAINT "webhook_dead_letters_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_dead_letters" ADD CONSTRAINT "webhook_dead_letters_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_dead_letters" ADD CONSTRAINT "webhook_dead_letters_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One token per account, beside those of its instances; Prisma's schema cannot say this, and its
-- drift check passes over partial indexes.
CREATE UNIQUE INDEX "token_hashes_one_per_account" ON "token_hashes"("account_id") WHERE "instance_id" IS NULL;
