ran.push('throws')
throw new Error('on purpose, too')
