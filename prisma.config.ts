import { defineConfig } from 'prisma/config'

// `prisma generate` requires the native schema engine but never runs it. Any executable will do, which avoids the
// download. Migrations run through the engine's WebAssembly build (scripts/migrate).
// biome-ignore lint/style/noProcessEnv: the Prisma command line reads this setting.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
