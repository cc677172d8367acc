/** Composed and decomposed spellings are one password (NFC, NIST SP 800-63B-4 3.1.1.2); nothing else is changed. */
export const normalPassword = (password: string): string => password.normalize('NFC')
