// The tasks of a page's main thread, from its trace: how long each took by the clock, and how much of that the thread had.
// Where a machine has more to do than it has processors, the two differ.

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8']
const SCRIPT = /^(EvaluateScript|v8\.callFunction|v8\.evaluateModule|wasm\..*)$/

/** Traces `page`. What is returned ends that, and tells the tasks of the thread that `marks` tells by one of its events. */
export async function traceTasks(page, marks) {
  const events = []
  page.on('Tracing.dataCollected', ({ value }) => events.push(...value))
  await page.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: CATEGORIES, recordMode: 'recordAsMuchAsPossible' } })
  return async () => {
    const complete = new Promise((resolve) => page.on('Tracing.tracingComplete', resolve))
    await page.send('Tracing.end')
    await complete
    return tasks(events, marks)
  }
}

function tasks(events, marks) {
  const mark = events.find(marks)
  if (!mark) throw new Error('the trace does not have the page')
  const here = events.filter(({ ph, pid, tid, ts, dur }) => ph === 'X' && pid === mark.pid && tid === mark.tid && ts + dur > mark.ts)
  const scripts = here.filter(({ name }) => SCRIPT.test(name))
  return here
    .filter(({ name }) => name === 'RunTask')
    .map(({ ts, dur, tdur }) => ({ clock: dur / 1000, thread: (tdur ?? dur) / 1000, script: scripts.some((script) => script.ts >= ts && script.ts < ts + dur) }))
}

/** The most that the thread has worked in one of `tasks`, in milliseconds. */
export const longestWork = (tasks) => Math.max(0, ...tasks.map(({ thread }) => thread))
