/** What can be asked of the server to send, to compare or to hash something: each is bounded by limits. */
export const GUARDED = [
  'app/(auth)/sign-up/actions.ts startSignUp',
  'app/(auth)/reset-password/actions.ts startReset',
  'app/(auth)/verify/[id]/actions.ts checkCode',
  'app/(auth)/verify/[id]/actions.ts resendCode',
  'app/(auth)/sign-in/actions.ts signInWithPassword',
  'app/(auth)/sign-up/[id]/actions.ts createAccount',
  'app/(auth)/reset-password/[id]/actions.ts setPassword',
  'app/account/password/actions.ts changePassword',
  'app/account/password/actions.ts sendResetCode',
  'app/demo/access/actions.ts openDemo',
  'app/handset/[phone]/page.demo.tsx answer',
] as const

export type Guarded = (typeof GUARDED)[number]

/** What needs no limit, and why. */
export const UNGUARDED: Record<string, string> = {
  'app/account/actions.ts signOut': "ends this browser's own session",
  'app/account/actions.ts signOutOne': "ends a session of one's own, by a name that isn't its secret",
  'app/account/actions.ts signOutElsewhere': "ends one's own sessions",
  'app/(auth)/verify/[id]/events/route.ts GET': 'shows a verification to the browser that started it; six streams each',
  'app/api/gateways/[gateway]/receipts/route.ts GET': 'a receipt proves itself by its token, and sends nothing',
  'app/api/gateways/[gateway]/receipts/route.ts POST': 'a receipt proves itself by its token, and sends nothing',
  'app/api/gateways/[gateway]/replies/route.ts GET': 'a reply proves itself like a receipt, and sends nothing',
  'app/api/gateways/[gateway]/replies/route.ts POST': 'a reply proves itself like a receipt, and sends nothing',
  'app/api/health/route.ts GET': 'reads two sums',
  'app/api/handset/messages/route.demo.ts POST': 'the simulated carrier proves itself by a key; in the demo alone',
  'app/demo/limits/route.demo.ts POST': 'clears limits for who presents the demo; in the demo alone',
  'app/handset/[phone]/events/route.demo.ts GET': 'shows a simulated phone; in the demo alone',
}
