export function installLibraries(folder?: string): void
