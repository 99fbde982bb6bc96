ran.push('module'); fetch('/collect/module')
