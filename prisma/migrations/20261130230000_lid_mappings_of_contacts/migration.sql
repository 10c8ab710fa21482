-- The pairs of addresses that contacts hold, so that they are known wherever only one of the two is told.
INSERT INTO "lid_mappings" ("instance_id", "lid", "phone_jid", "learnt_at")
SELECT DISTINCT ON (c."instance_id", c."lid") c."instance_id", c."lid", c."jid", c."updated_at"
FROM "contacts" c
WHERE c."lid" IS NOT NULL AND c."lid" <> c."jid" AND c."jid" LIKE '%@s.whatsapp.net'
ORDER BY c."instance_id", c."lid", c."updated_at" DESC
ON CONFLICT DO NOTHING;

-- People who were stored twice are kept under the phone, with every name that either row had.
UPDATE "contacts" c
SET "full_name" = coalesce(nullif(c."full_name", ''), h."full_name"),
    "push_name" = coalesce(nullif(c."push_name", ''), h."push_name"),
    "business_name" = coalesce(nullif(c."business_name", ''), h."business_name")
FROM "lid_mappings" l
JOIN "contacts" h ON h."instance_id" = l."instance_id" AND h."jid" = l."lid"
WHERE c."instance_id" = l."instance_id" AND c."jid" = l."phone_jid";

DELETE FROM "contacts" h
USING "lid_mappings" l
WHERE h."instance_id" = l."instance_id" AND h."jid" = l."lid";

-- A placeholder that a pairing by code left behind.
UPDATE "instances" SET "profile_name" = '' WHERE "profile_name" = '~';
