import type { Transaction as LiteTransaction, PGlite } from '@electric-sql/pglite'
import type { SqlDriverAdapter, Transaction } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { throwAsDriverError } from './as-driver-error'

/** Corrects two defects of the published adapter: it reports a failed COMMIT and a failed migration as successful. */
export class SafePrismaPGlite extends PrismaPGlite {
  constructor(private readonly lite: PGlite) {
    super(lite)
  }

  override async connect(): Promise<SqlDriverAdapter> {
    const adapter = await super.connect()
    adapter.executeScript = async (script) => {
      await this.lite.exec(script).catch(throwAsDriverError)
    }
    adapter.startTransaction = () => startTransaction(this.lite)
    return adapter
  }
}

async function startTransaction(lite: PGlite): Promise<Transaction> {
  const begun = deferred<LiteTransaction>()
  const decided = deferred<'commit' | 'rollback'>()
  const ended = lite.transaction(async (tx) => {
    begun.resolve(tx)
    if ((await decided.promise) === 'rollback') await tx.rollback()
  })
  ended.catch(begun.reject)
  const queries = await queriesOf(await begun.promise)
  const end = async (decision: 'commit' | 'rollback') => {
    decided.resolve(decision)
    await ended.catch(throwAsDriverError)
  }
  return {
    provider: queries.provider,
    adapterName: queries.adapterName,
    options: { usePhantomQuery: true },
    queryRaw: (query) => queries.queryRaw(query),
    executeRaw: (query) => queries.executeRaw(query),
    commit: () => end('commit'),
    rollback: () => end('rollback'),
  }
}

// The adapter only calls query(), which transactions have too.
const queriesOf = (tx: LiteTransaction) => new PrismaPGlite(tx as unknown as PGlite).connect()

function deferred<T>() {
  let resolve!: (value: T) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
