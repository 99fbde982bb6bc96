//! Does one piece of work once, for callgrind to count: `count NAME`. Without arguments it lists the names.

use std::process::ExitCode;

fn main() -> ExitCode {
    let all = portcullis_benches::all();
    let Some(name) = std::env::args().nth(1) else {
        for work in all {
            println!("{}", work.name);
        }
        return ExitCode::SUCCESS;
    };
    let Some(work) = all.iter().find(|work| work.name == name) else {
        eprintln!("nothing is called {name:?}");
        return ExitCode::FAILURE;
    };
    std::hint::black_box(portcullis_benches::measured((work.prepare)()));
    ExitCode::SUCCESS
}
