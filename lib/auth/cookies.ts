import { env } from '@/lib/config/env'

const isSecure = (): boolean => env().appOrigin.startsWith('https:')

export const cookieName = (name: string): string => (isSecure() ? `__Host-latchkey-${name}` : `latchkey-${name}`)

export const cookieOptions = () => ({ httpOnly: true, secure: isSecure(), sameSite: 'lax', path: '/' }) as const
