import { PGlite } from '@electric-sql/pglite'
import { lockDataDir } from './data-dir-lock'
import { embeddedDir } from './embedded-dir'
import { makePrivateFolder } from './private-folder'

// PostgreSQL's default of 160 MB counts as used from the start; the operating system caches the files anyway.
const START_PARAMS = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB']

export async function openEmbedded(dataDir: string): Promise<{ lite: PGlite; close(): Promise<void> }> {
  makePrivateFolder(dataDir)
  const unlock = await lockDataDir(dataDir)
  try {
    const lite = await PGlite.create(embeddedDir(dataDir), { startParams: START_PARAMS })
    return {
      lite,
      close: async () => {
        await lite.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}
