// Part of `npm run lint`: fails if package-lock.json contains a version with a known vulnerability.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The first version of each package without known vulnerabilities, and the vulnerabilities of earlier ones. */
const MINIMUM_VERSIONS = [
  ['next', '16.3.3', 'code execution in the image optimizer (GHSA-2xp9-vwfh-vxw4), and CVE-2025-55182'],
  ['react', '19.2.4', 'denial of service through server functions (CVE-2026-23864)'],
  ['react-dom', '19.2.4', 'denial of service through server functions (CVE-2026-23864)'],
  ['next-auth', '5.0.0-beta.32', 'authentication bypass with an invalid configuration (CVE-2026-73421)'],
  ['@auth/core', '0.41.3', 'sign-in cookies accepted for another provider (CVE-2026-73419)'],
  ['nodemailer', '9.0.1', 'mail sent to the wrong domain (GHSA-5jpx-9hw9-2fx4), and the vulnerabilities of version 8'],
]

/** Packages that share an internal protocol and are only tested with equal versions. */
const SAME_VERSION = [
  { called: 'React', isOne: (name) => /^react(-dom|-server-dom-[a-z]+)?$/.test(name) },
  { called: 'Prisma', isOne: (name) => ['prisma', '@prisma/client', '@prisma/adapter-pg'].includes(name) },
]

/** Returns a message for each vulnerable or mismatched version in a lock file, including nested packages. */
export function problemsIn({ packages }) {
  const found = Object.entries(packages).flatMap(([at, { version }]) => {
    const name = at.split('node_modules/').at(-1)
    return at && version ? [{ name, version }] : []
  })
  return [
    ...MINIMUM_VERSIONS.flatMap((rule) => outdated(found, rule)),
    ...SAME_VERSION.flatMap((rule) => mismatched(found, rule)),
  ]
}

function outdated(found, [name, minimum, reason]) {
  return found
    .filter((one) => one.name === name && isBefore(one.version, minimum))
    .map(({ version }) => `${name} ${version} has a known vulnerability: ${reason}. Upgrade to ${minimum} or newer.`)
}

function mismatched(found, { called, isOne }) {
  const members = found.filter(({ name }) => isOne(name))
  if (new Set(members.map(({ version }) => version)).size <= 1) return []
  const list = members.map(({ name, version }) => `${name} ${version}`).join(', ')
  return [`All ${called} packages must have the same version; found ${list}.`]
}

/** Compares by Semantic Versioning 2.0.0, section 11: a pre-release precedes its release. */
function isBefore(version, minimum) {
  const [[a, pre], [b, minimumPre]] = [parts(version), parts(minimum)]
  const differs = a.findIndex((number, index) => number !== b[index])
  if (differs >= 0) return a[differs] < b[differs]
  if (!pre || !minimumPre) return Boolean(pre) && !minimumPre
  return pre.localeCompare(minimumPre, 'en', { numeric: true }) < 0
}

function parts(version) {
  const [release = '', pre = ''] = version.split('+', 1)[0].split(/-(.*)/s)
  return [release.split('.').map(Number), pre]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lockFile = path.join(path.dirname(import.meta.dirname), 'package-lock.json')
  const problems = problemsIn(JSON.parse(fs.readFileSync(lockFile, 'utf8')))
  for (const problem of problems) console.error(problem)
  process.exit(problems.length ? 1 : 0)
}
