-- Renames only: no row is copied, and everything is kept.
ALTER TABLE "Counter" RENAME TO "RateLimit";
ALTER TABLE "RateLimit" RENAME CONSTRAINT "Counter_pkey" TO "RateLimit_pkey";
ALTER INDEX "Counter_expiresAt_idx" RENAME TO "RateLimit_expiresAt_idx";

ALTER TABLE "TrustedBrowser" RENAME TO "KnownBrowser";
ALTER TABLE "KnownBrowser" RENAME CONSTRAINT "TrustedBrowser_pkey" TO "KnownBrowser_pkey";
ALTER TABLE "KnownBrowser" RENAME CONSTRAINT "TrustedBrowser_userId_fkey" TO "KnownBrowser_userId_fkey";
ALTER INDEX "TrustedBrowser_lastUsedAt_idx" RENAME TO "KnownBrowser_lastUsedAt_idx";

ALTER TABLE "Verification" RENAME COLUMN "ownBrowser" TO "knownBrowser";
ALTER TABLE "Message" RENAME COLUMN "fence" TO "fencingToken";
ALTER TABLE "AuditEvent" RENAME COLUMN "addressKey" TO "ipKey";

-- A key begins with the name of its policy. Used-up limits stay used up.
UPDATE "RateLimit" SET "key" = policy.new || substr("key", length(policy.old) + 1)
FROM (VALUES
  ('sendsPerLane', 'sendsPerBucket'),
  ('sendsPerAddress', 'sendsPerIp'),
  ('sendsOfAccount', 'sendsPerAccount'),
  ('sendsOfOwnBrowsers', 'knownBrowserSendsPerIp'),
  ('wrongCodes', 'wrongCodesPerBucket'),
  ('wrongCodesOfAddress', 'wrongCodesPerIp'),
  ('wrongCodesOfRange', 'wrongCodesPerRange'),
  ('waitTickets', 'waitTokens'),
  ('waitTicketsOfAddress', 'waitTokensPerIp'),
  ('wrongPasswordsOfPhone', 'wrongPasswordsPerPhone'),
  ('wrongPasswordsOfOwnBrowser', 'wrongPasswordsPerKnownBrowser'),
  ('passwordsOfAddress', 'passwordsPerIp'),
  ('passwordsOfSite', 'passwordsPerSite'),
  ('accessKeys', 'accessKeysPerIp'),
  ('accessKeysOfSite', 'accessKeysPerSite')
) AS policy(old, new)
WHERE split_part("key", ':', 1) = policy.old;

-- The bucket of an account's known browsers.
UPDATE "RateLimit" SET "key" = replace("key", ':own:', ':known:') WHERE position(':own:' IN "key") > 0;
