/** A number for trying the demo, reserved for fiction; its messages arrive (carrier-behaviors.ts). */
export const TEST_NUMBER = { phone: '+12025550123', national: '(202) 555-0123', country: 'US' } as const
