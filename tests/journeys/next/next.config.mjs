import { fileURLToPath } from 'node:url'

// The texts of the site come from the harness, outside of this folder.
export default { output: 'export', generateBuildId: () => 'kept', devIndicators: false, turbopack: { root: fileURLToPath(new URL('../../..', import.meta.url)) } }
