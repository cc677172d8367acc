// Run by the lint step: fails when package-lock.json holds a version that is known to be bad.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The first version of each package that is not known to be bad, and what was mended in it. */
const LEAST = [
  ['next', '16.3.3', 'code execution in the image optimizer (GHSA-2xp9-vwfh-vxw4); all before it too (CVE-2025-55182)'],
  ['react', '19.2.4', 'denial of service by what a server function is sent (CVE-2026-23864)'],
  ['react-dom', '19.2.4', 'denial of service by what a server function is sent (CVE-2026-23864)'],
  ['next-auth', '5.0.0-beta.32', 'a wrong configuration made everybody signed in (CVE-2026-73421)'],
  ['@auth/core', '0.41.3', 'a sign-in cookie was good for another provider (CVE-2026-73419)'],
  ['nodemailer', '9.0.1', 'mail that went to another domain (GHSA-5jpx-9hw9-2fx4), and what was found in 8'],
]

/** What speaks a protocol of its own with the others, and is only tried against the very same version. */
const ALIKE = [
  { called: 'React', isOne: (name) => /^react(-dom|-server-dom-[a-z]+)?$/.test(name) },
  { called: 'Prisma', isOne: (name) => ['prisma', '@prisma/client', '@prisma/adapter-pg'].includes(name) },
]

/** One sentence for each version of a lock file that is known to be bad, wherever in the tree it stands. */
export function problemsIn({ packages }) {
  const found = Object.entries(packages).flatMap(([at, { version }]) => {
    const name = at.split('node_modules/').at(-1)
    return at && version ? [{ name, version }] : []
  })
  return [...LEAST.flatMap((rule) => tooOld(found, rule)), ...ALIKE.flatMap((rule) => unlike(found, rule))]
}

function tooOld(found, [name, least, reason]) {
  return found
    .filter((one) => one.name === name && isBefore(one.version, least))
    .map(({ version }) => `${name} ${version} is known to be bad: take ${least} or newer, because of ${reason}.`)
}

function unlike(found, { called, isOne }) {
  const members = found.filter(({ name }) => isOne(name))
  if (new Set(members.map(({ version }) => version)).size <= 1) return []
  const list = members.map(({ name, version }) => `${name} ${version}`).join(', ')
  return [`The packages of ${called} must all have the same version, and these are ${list}.`]
}

/** By the order of Semantic Versioning 2.0.0 (11): a pre-release comes before its release. */
function isBefore(version, least) {
  const [[a, pre], [b, leastPre]] = [parts(version), parts(least)]
  const differs = a.findIndex((number, index) => number !== b[index])
  if (differs >= 0) return a[differs] < b[differs]
  if (!pre || !leastPre) return Boolean(pre) && !leastPre
  return pre.localeCompare(leastPre, 'en', { numeric: true }) < 0
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
