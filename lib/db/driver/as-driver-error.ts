import { DriverAdapterError } from '@prisma/driver-adapter-utils'

const UNIQUE_VIOLATION = '23505'

type PostgresError = Error & { code?: string; severity?: string; detail?: string; column?: string; hint?: string }

export function throwAsDriverError(error: PostgresError): never {
  if (error instanceof DriverAdapterError) throw error
  const original = { originalCode: error.code, originalMessage: error.message }
  if (error.code === UNIQUE_VIOLATION) throw new DriverAdapterError({ kind: 'UniqueConstraintViolation', ...original })
  throw new DriverAdapterError({
    kind: 'postgres',
    code: error.code ?? 'N/A',
    severity: error.severity ?? 'ERROR',
    message: error.message,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
    ...original,
  })
}
