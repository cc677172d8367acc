/** Counts code points (NIST SP 800-63B-4 3.1.1.2). Separate from the schemas, so that browsers load it without them. */
export const codePoints = (text: string): number => [...text.normalize('NFC')].length
