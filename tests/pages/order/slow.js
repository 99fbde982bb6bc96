ran.push('slow')
