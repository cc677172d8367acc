-- Decides a request's rate limits together and, if none refuses, records one event under each key that takes (R13).
-- `limits` is a list of {key, decides, takes, seconds, max, spacing, forgiven}: a key that doesn't take is only read; one
-- that doesn't decide is only counted; `max` null: no maximum; `kept`: newest events to keep; `spacing`: seconds to wait after the n-th event; `forgiven`:
-- times of events that don't count, each ignoring the newest event at or before it.
-- Returns one row per key that refuses, with the seconds to wait, and none if all events were recorded.
CREATE OR REPLACE FUNCTION "acquireLimits"(limits jsonb)
-- A plan is kept from when the table was small, so it must use the index even then.
RETURNS TABLE ("refusedKey" text, "waitSeconds" double precision) LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  one record;
  counted timestamptz[];
  excused timestamptz;
  room timestamptz;
  spaced timestamptz;
  at timestamptz;
  refuses boolean := false;
BEGIN
  -- Locks rows in key order to prevent deadlocks: a row that conflicts is locked even if it is not updated. Statements after
  -- this one read what is committed once all are locked.
  INSERT INTO "RateLimit" AS r ("key", "hits")
  SELECT l."key", '{}' FROM jsonb_to_recordset(limits) AS l("key" text, "takes" boolean) WHERE l."takes" ORDER BY l."key"
  ON CONFLICT ("key") DO UPDATE SET "hits" = r."hits" WHERE false;
  -- Not now(), which is the time before waiting for locks.
  at := clock_timestamp()::timestamptz(3);

  FOR one IN
    SELECT l.*, r."hits"
    FROM jsonb_to_recordset(limits) AS l("key" text, "decides" boolean, "seconds" int, "max" int, "spacing" int[], "forgiven" timestamptz[])
    -- LIMIT prevents a join that reads the whole table.
    CROSS JOIN LATERAL (SELECT c."hits" FROM "RateLimit" AS c WHERE c."key" = l."key" LIMIT 1) AS r
    WHERE l."decides"
  LOOP
    counted := ARRAY(SELECT h FROM unnest(one."hits") AS h WHERE h > at - make_interval(secs => one."seconds") ORDER BY h);
    FOREACH excused IN ARRAY coalesce(one."forgiven", '{}') LOOP
      FOR i IN REVERSE cardinality(counted)..1 LOOP
        IF counted[i] <= excused THEN
          counted := counted[:i - 1] || counted[i + 1:];
          EXIT;
        END IF;
      END LOOP;
    END LOOP;
    CONTINUE WHEN cardinality(counted) = 0;
    room := counted[cardinality(counted) - one."max" + 1] + make_interval(secs => one."seconds");
    spaced := counted[cardinality(counted)]
      + make_interval(secs => one."spacing"[least(cardinality(counted), cardinality(one."spacing"))]);
    IF greatest(room, spaced) > at THEN
      refuses := true;
      "refusedKey" := one."key";
      "waitSeconds" := extract(epoch FROM greatest(room, spaced) - at);
      RETURN NEXT;
    END IF;
  END LOOP;
  IF refuses THEN
    RETURN;
  END IF;

  INSERT INTO "RateLimit" AS r ("key", "hits", "expiresAt")
  SELECT l."key", ARRAY(SELECT h FROM (
      SELECT h FROM unnest(held."hits" || at) AS h WHERE h > at - make_interval(secs => l."seconds")
      ORDER BY h DESC LIMIT l."kept") AS newest ORDER BY h), at + make_interval(secs => l."seconds")
  FROM jsonb_to_recordset(limits) AS l("key" text, "takes" boolean, "seconds" int, "kept" int)
  CROSS JOIN LATERAL (SELECT c."hits" FROM "RateLimit" AS c WHERE c."key" = l."key" LIMIT 1) AS held
  WHERE l."takes"
  ON CONFLICT ("key") DO UPDATE SET "hits" = excluded."hits", "expiresAt" = excluded."expiresAt";
END
$$;
