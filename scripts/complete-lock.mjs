// Run after every `npm install`. A registry may lack the newest binaries for other platforms; npm then leaves them out
// of the lock file, and `npm ci` refuses what it wrote itself ("Missing: ... from lock file"). This puts them back.
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
console.log(`${LOCK_FILE} is complete; ${missing.length} binaries for other platforms were added.`)

// npm leaves optional peers of the wrong version behind, which nothing needs.
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

/** Looks where Node would: in the node_modules of the package itself and of every folder above it. */
function isLocked(from, name) {
  if (packages[`${from ? `${from}/` : ''}node_modules/${name}`]) return true
  return from !== '' && isLocked(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name)
}

function entryFor({ name, version, dev, neededBy }) {
  const os = SYSTEM.exec(name)?.[0]
  const cpu = PROCESSOR.exec(name)?.[0]
  if (!os && cpu !== 'wasm32') throw new Error(`${name}, wanted by ${neededBy}, doesn't say what platform it is for.`)
  return { version, ...(cpu && { cpu: [cpu] }), ...(dev && { dev }), optional: true, ...(os && { os: [os] }) }
}
