/** Actions that send an SMS, check a code or hash a password. Each must be rate-limited. */
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

/** Endpoints without a rate limit, and the reason. */
export const UNGUARDED: Record<string, string> = {
  'app/account/actions.ts signOut': "ends this browser's session",
  'app/account/actions.ts signOutOne': "ends one of the user's own sessions, by a public id",
  'app/account/actions.ts signOutElsewhere': "ends the user's own sessions",
  'app/(auth)/verify/[id]/events/route.ts GET':
    'shows a verification to the browser that started it; six streams at most',
  'app/api/gateways/[gateway]/receipts/route.ts GET': 'authenticated by the receipt token; sends nothing',
  'app/api/gateways/[gateway]/receipts/route.ts POST': 'authenticated by the receipt token; sends nothing',
  'app/api/gateways/[gateway]/replies/route.ts GET': 'authenticated like a receipt; sends nothing',
  'app/api/gateways/[gateway]/replies/route.ts POST': 'authenticated like a receipt; sends nothing',
  'app/api/health/route.ts GET': 'reads two totals',
  'app/api/handset/[phone]/messages/route.demo.ts GET':
    'shows a simulated phone; wrong access keys are rate-limited; demo only',
  'app/api/handset/[phone]/messages/route.demo.ts DELETE': 'empties a simulated phone; demo only',
  'app/api/handset/network/route.demo.ts GET': 'shows the conditions of the simulated gateways; demo only',
  'app/api/handset/network/route.demo.ts PUT': 'changes the conditions of the simulated gateways; demo only',
  'app/api/handset/messages/route.demo.ts POST': 'authenticated by the simulated carrier key; demo only',
  'app/demo/attacks/route.demo.ts POST':
    'runs one attack at a time for 15 seconds, only while every phone is simulated; demo only',
  'app/demo/details/route.demo.ts GET': 'shows one simulated verification without its code; demo only',
  'app/demo/events/route.demo.ts GET': 'shows simulated messages; six streams at most; demo only',
  'app/demo/network/route.demo.ts POST': 'changes the conditions of the simulated gateways; demo only',
  'app/demo/control/route.demo.ts POST': 'resets what the stage stored; refused with real gateways; demo only',
  'app/demo/enter/pass/route.demo.ts POST': 'exchanges the pass of a QR code; rate-limited like access keys; demo only',
  'app/demo/pass/route.demo.ts POST': 'makes a QR code; rate-limited; demo only',
  'app/demo/limits/route.demo.ts POST': 'resets limits for a presenter of the demo; demo only',
  'app/handset/[phone]/events/route.demo.ts GET': 'shows a simulated phone; demo only',
}
