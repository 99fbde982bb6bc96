//! Times, by divan.

fn main() {
    divan::main();
}

/// One benchmark a piece of work, by its name.
#[divan::bench(args = portcullis_benches::all().into_iter().map(|work| work.name).collect::<Vec<_>>())]
fn core(bencher: divan::Bencher, name: &str) {
    let Some(work) = portcullis_benches::all().into_iter().find(|work| work.name == name) else { return };
    bencher.with_inputs(|| (work.prepare)()).bench_local_values(portcullis_benches::measured);
}
