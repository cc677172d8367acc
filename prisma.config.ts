import { defineConfig } from 'prisma/config'

// `prisma generate` looks for the native schema engine though it never runs it; naming any executable lets it work
// where the engine can't be downloaded. Migrations run through the engine's WebAssembly build (scripts/migrate).
// biome-ignore lint/style/noProcessEnv: Prisma's own setting, read by its command line.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
