import fs from 'node:fs'
import { expect, test } from '@playwright/test'
import { E2E_SERVERS } from '@/scripts/testing/e2e-servers.mjs'
import { leaksInLog, leaksInTables, leaksInTrail } from './support/leaks'
import { foldersOfThisRun, type StoredData, storedDataIn } from './support/stored-data'

test.describe.configure({ mode: 'serial' })

const TROUBLE =
  /.*(unhandled|Error:|⨯|action\.failed|outbox-worker\.failed|stream\.failed|left-to-worker|"level":50,[^}]*"event":"framework").*/gi
/** Servers whose database fails on purpose, and those that receive requests that Next cannot parse. */
const TROUBLED = /^(database-outage|fail-closed|malformed)/

const kept: StoredData[] = []

test('every server stops within 20 seconds of SIGTERM', async () => {
  const pids = Object.values(E2E_SERVERS).map(({ pidFile }) => Number(fs.readFileSync(pidFile, 'utf8')))
  for (const pid of pids) process.kill(pid, 'SIGTERM')
  for (const pid of pids) await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false)
})

test("after the run, no table but the simulated phone's own holds a code, a password, a cookie or a key", async () => {
  for (const folder of foldersOfThisRun()) kept.push(await storedDataIn(folder))
  const standard = kept.find(({ name }) => name === E2E_SERVERS.default.name)
  expect(standard?.secrets.codes.size, 'codes to search for').toBeGreaterThan(0)
  for (const { name, tables, secrets } of kept) expect(leaksInTables(tables, secrets), name).toEqual([])
})

test('after the run, no log holds a code, a nonce, a password, a cookie, a token, a key or a full number', async () => {
  expect(kept.map(({ log }) => log).join()).toContain('message.dispatched')
  for (const { name, log, secrets } of kept) expect(leaksInLog(log, secrets), name).toEqual([])
})

test('after the run, the audit trail holds events, but no full number and no IP', async () => {
  const standard = kept.find(({ name }) => name === E2E_SERVERS.default.name)
  expect(standard?.trail).toContain('"event": "configuration"')
  for (const { name, trail, secrets } of kept) expect(leaksInTrail(trail, secrets), name).toEqual([])
})

test('after the run, no file of Kannel holds a code, a password, a key or a nonce', async () => {
  for (const { name, kannel, secrets } of kept.filter((one) => one.name.startsWith('kannel-'))) {
    expect(kannel, name).toContain('group = smsbox')
    expect(leaksInLog(kannel ?? '', { ...secrets, phones: new Set(), tokens: new Set() }), name).toEqual([])
  }
})

test('after the run, no log holds an unexpected exception', async () => {
  for (const { name, log } of kept.filter((one) => !TROUBLED.test(one.name))) {
    expect(log.match(TROUBLE) ?? [], name).toEqual([])
  }
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
