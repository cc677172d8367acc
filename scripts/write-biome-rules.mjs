// `node scripts/write-biome-rules.mjs`: copies the import rules to biome.json, for the linter and editors.
import fs from 'node:fs'
import { ANY_BUT_FRAMEWORKS, IMPORT_RULES } from './import-rules.mjs'

const words = (text) => text.split(/\s+/).filter(Boolean)

/** Expands `app` to `app/**`, `guard/limiter` to `lib/guard/limiter` and `crypto` to `lib/crypto/**`. */
function modules(name) {
  const isFolder = !name.includes('/') || /^(db|scripts)\/\w+$/.test(name)
  const place = /^(app|components|scripts)\b/.test(name) ? name : `lib/${name}`
  return `@/${place}${isFolder ? '/**' : ''}`
}

const denied = ({ only, not }) =>
  only ? ['**', '!./**'] : ['@/**', ...words(not).flatMap((name) => [name, `${name}/**`])]

function override([files, project, packages = ANY_BUT_FRAMEWORKS]) {
  const patterns = [
    {
      message: `${files} may import from this project: ${words(project).join(', ')} (scripts/import-rules.mjs).`,
      group: [
        ...denied(packages),
        ...words(project).map((name) => `!${modules(name)}`),
        ...words(packages.only ?? '').map((name) => `!${name}`),
      ],
    },
  ]
  const noRestrictedImports = { level: 'error', options: { patterns } }
  return { includes: words(files), linter: { rules: { style: { noRestrictedImports } } } }
}

const isFromTable = ({ linter }) => linter?.rules?.style?.noRestrictedImports?.options !== undefined

/** Returns biome.json with its import overrides replaced by those of the table, one per line. */
export function withImportRules(biomeJson) {
  const others = JSON.parse(biomeJson).overrides.filter((one) => !isFromTable(one))
  const lines = [...IMPORT_RULES.map(override), ...others].map((one) => `    ${JSON.stringify(one)}`)
  const [head] = biomeJson.split('  "overrides": [')
  return `${head}  "overrides": [\n${lines.join(',\n')}\n  ]\n}\n`
}

if (process.argv[1] === import.meta.filename) {
  fs.writeFileSync('biome.json', withImportRules(fs.readFileSync('biome.json', 'utf8')))
}
