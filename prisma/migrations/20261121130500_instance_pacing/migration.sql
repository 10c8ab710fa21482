-- How fast an instance may send; without a row: as fast as its clients ask.
CREATE TABLE "instance_pacing" (
    "instance_id" UUID NOT NULL,
    "messages_per_second" DOUBLE PRECISION NOT NULL,
    "burst" INTEGER NOT NULL,

    CONSTRAINT "instance_pacing_pkey" PRIMARY KEY ("instance_id")
);

ALTER TABLE "instance_pacing" ADD CONSTRAINT "instance_pacing_instance_id_fkey" FOREIGN KEY ("instance_id") REFERENCES "instances"("id") ON DELETE CASCADE ON UPDATE CASCADE;
