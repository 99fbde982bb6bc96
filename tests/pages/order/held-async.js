ran.push('held async')
