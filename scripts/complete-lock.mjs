// Run after every `npm install`. If the registry lacks binaries for other platforms, npm omits them from the lock file,
// and `npm ci` rejects it ("Missing: ... from lock file"). This script adds them.
import fs from 'node:fs'

const LOCK_FILE = 'package-lock.json'
const SYSTEM = /darwin|win32|linux|freebsd|android|openbsd|netbsd|sunos|aix|openharmony/
const PROCESSOR = /arm64|x64|ia32|ppc64|s390x|riscv64|loong64|mips64el|wasm32|arm/

const lock = JSON.parse(fs.readFileSync(LOCK_FILE, 'utf8'))
const { packages } = lock

dropExtraneous()
const missing = missingBinaries()
for (const binary of missing) packages[`node_modules/${binary.name}`] = entryFor(binary)
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
fs.writeFileSync(LOCK_FILE, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${LOCK_FILE} is complete; added ${missing.length} binaries for other platforms.`)

// npm leaves unused optional peer dependencies of the wrong version in the lock file.
function dropExtraneous() {
  for (const [at, entry] of Object.entries(packages)) if (entry.extraneous) delete packages[at]
}

function missingBinaries() {
  return Object.entries(packages).flatMap(([at, { dev, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, version]) => /^\d/.test(version) && !isLocked(at, name))
      .map(([name, version]) => ({ name, version, dev, neededBy: at })),
  )
}

/** Resolves as Node does: in the package's own node_modules, then in those of each parent folder. */
function isLocked(from, name) {
  if (packages[`${from ? `${from}/` : ''}node_modules/${name}`]) return true
  return from !== '' && isLocked(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name)
}

function entryFor({ name, version, dev, neededBy }) {
  const os = SYSTEM.exec(name)?.[0]
  const cpu = PROCESSOR.exec(name)?.[0]
  if (!os && cpu !== 'wasm32')
    throw new Error(`The name of ${name}, required by ${neededBy}, contains no known platform.`)
  return { version, ...(cpu && { cpu: [cpu] }), ...(dev && { dev }), optional: true, ...(os && { os: [os] }) }
}
